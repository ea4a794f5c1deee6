/** A draft that another screen made, on its way to the editor; kept in this tab alone, so that loading anew does not lose it. */
const KEY = "cordon.brought-draft";

export function bringDraft(source: string): void {
  sessionStorage.setItem(KEY, source);
}

/** Null where none was brought. */
export function broughtDraft(): string | null {
  return sessionStorage.getItem(KEY);
}
