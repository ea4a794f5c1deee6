import type { Entry } from "ldapts";

/** The values of an attribute as text; none when the entry does not have it or it may not be read. Names are matched in any case (RFC 4512, 2.5). */
export function valuesOf(entry: Entry, attribute: string): string[] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase());
  const found = name === undefined ? [] : entry[name];
  return [found ?? []].flat().map((value) => value.toString());
}
