/** Dark or light: as the system says, unless it was chosen here. The first paint is public/theme.js's. */
const KEPT = "cordon.theme";

export type Theme = "dark" | "light";

export function theme(): Theme {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

/** The other one, from now on in this browser. */
export function switchTheme(): void {
  const to: Theme = theme() === "dark" ? "light" : "dark";
  localStorage.setItem(KEPT, to);
  document.documentElement.dataset.theme = to;
}

/** What was chosen here; system while nothing was. */
export function chosenTheme(): Theme | "system" {
  const kept = localStorage.getItem(KEPT);
  return kept === "dark" || kept === "light" ? kept : "system";
}

/** One of the two from now on, or again as the system says. */
export function chooseTheme(to: Theme | "system"): void {
  if (to === "system") localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, to);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = to === "system" ? (dark ? "dark" : "light") : to;
}

/** Follows the system while nothing was chosen. */
export function followSystem(): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    if (localStorage.getItem(KEPT) === null) document.documentElement.dataset.theme = matches ? "dark" : "light";
  });
}
