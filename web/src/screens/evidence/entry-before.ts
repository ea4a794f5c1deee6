/** Where one entry is asked for by its id: the list is read from behind it. */

/** The cursor after which the entry is the first; null for what is no entry's id. */
export function cursorBehind(id: string): string | null {
  return /^[1-9]\d{0,17}$/.test(id) ? String(BigInt(id) + 1n) : null;
}
