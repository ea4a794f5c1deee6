/** Keys for a list whose rows are links: they move the focus from row to row, and Enter follows the link that has it, as everywhere. */
import { useKeys } from "../app/keys.ts";
import { ui } from "../words/ui.ts";

/** On the element around such a list; of each row the first link counts. */
export const ROW_LINKS = { "data-rows": "" } as const;

/** J and K, as in other lists. With the focus elsewhere they begin with the first row, and Enter does, too. */
export function useRowLinks(title: string, open: string): void {
  const move = (by: number) => {
    const links = rowLinks();
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  };
  useKeys(title, [
    { keys: "j", words: ui.next, run: () => move(1) },
    { keys: "k", words: ui.previous, run: () => move(-1) },
    { keys: "enter", words: open, run: () => move(0) },
  ]);
}

function rowLinks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-rows] :is(tr, li)")].flatMap(
    (row) => row.querySelector<HTMLElement>("a[href]") ?? [],
  );
}
