/** Fields of a document whose names have dots, written nested, dotted or both. */
import { asText, isRaw, type Raw } from "../../src/connector/raw-fields.ts";

/** What stands at a dotted name, however it is nested; undefined when nothing does. At most 12 parts. */
export function fieldAt(document: unknown, name: string): unknown {
  if (!isRaw(document)) return undefined;
  if (Object.hasOwn(document, name)) return document[name];
  for (let dot = name.indexOf("."); dot !== -1; dot = name.indexOf(".", dot + 1)) {
    const head = name.slice(0, dot);
    const found = Object.hasOwn(document, head) ? fieldAt(document[head], name.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text at a dotted name; of a list the first. */
export function fieldText(document: Raw, ...names: string[]): string {
  for (const name of names) {
    const value = fieldAt(document, name);
    const text = asText(Array.isArray(value) ? value[0] : value);
    if (text !== "") return text;
  }
  return "";
}

/** All texts at a dotted name. */
export function fieldTexts(document: Raw, name: string): string[] {
  const value = fieldAt(document, name);
  return (Array.isArray(value) ? value : [value]).map(asText).filter((text) => text !== "");
}
