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

/** Follows the system while nothing was chosen. */
export function followSystem(): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    if (localStorage.getItem(KEPT) === null) document.documentElement.dataset.theme = matches ? "dark" : "light";
  });
}
