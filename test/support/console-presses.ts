/** What a walk through the console does within the page; each function is handed to the browser as it stands. */

/** What there is after something was pressed. */
export interface Seen {
  /** Where the browser is. */
  path: string;
  /** What lies over the screen, innermost, as `role: name`; empty for nothing. */
  opened: string;
  /** What can be pressed, by name: in the menu if one is open, else on the screen. */
  names: string[];
}

/** Presses what has the name, as a finger does (nothing when empty), and looks once what is read is there. */
export async function pressed(name: string): Promise<Seen> {
  const one = [...document.querySelectorAll<HTMLElement>("[data-walk]")].findLast(
    ({ dataset, isConnected }) => isConnected && dataset.walk === name,
  );
  if (name !== "" && one !== undefined) {
    const finger = { bubbles: true, button: 0, pointerType: "mouse" };
    for (const kind of ["pointermove", "pointerdown", "pointerup"]) one.dispatchEvent(new PointerEvent(kind, finger));
    one.dispatchEvent(new MouseEvent("mousedown", finger));
    one.click();
  }
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await drawn();
  for (let times = 0; times < 100 && document.querySelector(".skeleton, [aria-busy=true]") !== null; times += 1)
    await new Promise((done) => setTimeout(done, 30));
  await drawn();

  const over = [...document.querySelectorAll("[role=dialog], [role=alertdialog], [role=menu]")].at(-1);
  const within = over?.role === "menu" ? over : document.querySelector("#main");
  const names = new Set<string>();
  const RIPE = "button:not(:disabled, [role=tab], [role=checkbox]), [role=menuitem]:not([data-disabled])";
  for (const button of within?.querySelectorAll<HTMLElement>(RIPE) ?? []) {
    // Of things that are alike, the first two.
    const list = button.matches("li > button, figure button") ? button.closest("ul, ol, figure") : null;
    if (list !== null && [...list.querySelectorAll("button")].indexOf(button as HTMLButtonElement) > 1) continue;
    if (button.getClientRects().length === 0) continue;
    // What it does, without what it does it with: "Revoke: demo" is "Revoke".
    button.dataset.walk = (button.ariaLabel ?? button.textContent ?? "")
      .replace(/[:“‘].*/, "")
      .trim()
      .slice(0, 60);
    names.add(button.dataset.walk);
  }
  const title = document.getElementById(over?.getAttribute("aria-labelledby") ?? "")?.textContent;
  const opened = over === undefined ? "" : `${over.role}: ${over.ariaLabel ?? title ?? ""}`;
  return { path: location.pathname, opened, names: [...names] };
}

/** The parts of a screen, by title. */
export const parts = (): string[] =>
  [...document.querySelectorAll("#main [role=tab]")].map(({ textContent }) => textContent ?? "");

export function turnTo(title: string): void {
  const tab = [...document.querySelectorAll("#main [role=tab]")].find(({ textContent }) => textContent === title);
  tab?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, button: 0 }));
}

/** What would run, load or lead elsewhere, where there is nothing of the kind but by text that became markup. */
export const live = (): string[] => {
  const MADE = "#console :is(script, style, iframe, object, embed, base, meta, form[action]), [onload], [onerror]";
  const leading = [...document.querySelectorAll("a[href]:not([rel~=noreferrer])")].filter(
    (link) => (link as HTMLAnchorElement).origin !== location.origin,
  );
  return [...document.querySelectorAll(MADE), ...leading].map(({ outerHTML }) => outerHTML.slice(0, 200));
};
