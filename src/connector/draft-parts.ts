/** Small pieces that many sources' drafts are made of: tables of words, optional fields, technique ids, the host of an address. */

/** Stands where no message says what product it is of. */
export const UNKNOWN_PRODUCT = "Unknown product";

/** A table of a vendor's words, case ignored; a word that is not in it gives `otherwise`. */
export function wordTable<T>(words: Readonly<Record<string, T>>, otherwise: T): (word: string) => T {
  const table = new Map(Object.entries(words).map(([word, value]) => [word.toLowerCase(), value]));
  return (word) => table.get(word.toLowerCase()) ?? otherwise;
}

/** The parts that hold something: undefined and empty text are left out, so that optional fields can be spread. */
export function given<T extends Record<string, unknown>>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const filled = Object.entries(parts).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(filled) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** The words that are not empty, each once. */
export function filled(...words: string[]): string[] {
  return [...new Set(words.filter((word) => word !== ""))];
}

/** Every ATT&CK technique id in the texts, each once, at most 20; only the first 2,000 characters of each are read. */
export function techniquesIn(...texts: string[]): { id: string }[] {
  const ids = texts.flatMap((text) => text.slice(0, 2000).match(/\bT\d{4}(?:\.\d{3})?\b/gi) ?? []);
  return [...new Set(ids.map((id) => id.toUpperCase()))].slice(0, 20).map((id) => ({ id }));
}

/** The host of an http(s) address, lower case; empty when it is none. */
export function hostOfUrl(url: string): string {
  const match = /^https?:\/\/(?:[^/?#@]{0,500}@)?(\[[0-9a-f:.]{2,45}\]|[^/?#:@\s]{1,253})/i.exec(url.slice(0, 2048));
  return (match?.[1] ?? "").toLowerCase();
}

/** Named facts as one line: `name: value; name: value`, those without a value left out. */
export function factsLine(facts: Readonly<Record<string, string>>): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ");
}
