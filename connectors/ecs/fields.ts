/** Fields of an ECS document, written nested, with dots, or half and half. */
import { asText, isRaw, type Raw } from "../../src/connector/raw-fields.ts";

/** The value at a dotted path: each step may be a key of its own or part of a longer one. At most eight steps. */
export function fieldAt(document: Raw, path: string): unknown {
  if (Object.hasOwn(document, path)) return document[path];
  for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", dot + 1)) {
    const inner = Object.hasOwn(document, path.slice(0, dot)) ? document[path.slice(0, dot)] : undefined;
    const found = isRaw(inner) ? fieldAt(inner, path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first text at one of the paths; of a list its first. */
export function ecsText(document: Raw, ...paths: string[]): string {
  for (const path of paths) {
    const value = fieldAt(document, path);
    const text = asText(Array.isArray(value) ? value[0] : value);
    if (text !== "") return text;
  }
  return "";
}

/** Every text at the path, at most 50. */
export function ecsTexts(document: Raw, path: string): string[] {
  const value = fieldAt(document, path);
  const items = Array.isArray(value) ? value.slice(0, 50) : [value];
  return items.map(asText).filter((text) => text !== "");
}
