/** Those who may know of an incident, as people write and read them. */
import type { Role } from "../../../../src/model/token.ts";
import { roles } from "../../words/scales.ts";

/** `person:anna` and `role:admin` as words. */
export function nameOfReader(reader: string): string {
  const [kind, ...rest] = reader.split(":");
  const name = rest.join(":");
  return kind === "role" ? (roles[name as Role] ?? name) : name;
}

/** Names with commas or blanks between them, each once. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((name) => name !== ""))];
}

/** The names of those who are already among the readers of a kind. */
export function readersOfKind(readers: readonly string[], kind: "person" | "role"): string[] {
  return readers.filter((reader) => reader.startsWith(`${kind}:`)).map((reader) => reader.slice(kind.length + 1));
}
