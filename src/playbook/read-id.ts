import { type Cursor, complain, optionalText } from "./read-yaml.ts";
import type { Located } from "./tree.ts";

/** An id is a name in expressions, so it is written like one. Null when there is none to read. */
export function readId(cursor: Cursor | undefined, what = "a step's id"): Located<string> | null {
  const text = optionalText(cursor);
  if (cursor === undefined || text === null) return null;
  if (isId(text.value)) return { value: text.value, place: text.place };
  complain(cursor, "playbook.bad-id", `"${text.value}" cannot be ${what}`, { expected: ID_SHAPE });
  return null;
}

/** What an id looks like, for messages. */
export const ID_SHAPE = "a lower-case letter, then letters, digits and _; no word of the language";

export function isId(text: string): boolean {
  return /^[a-z][A-Za-z0-9_]{0,59}$/.test(text) && !RESERVED.has(text);
}

/** Words that CEL keeps to itself (cel-spec, language definition), and those that every object of JavaScript has. */
const RESERVED: ReadonlySet<string> = new Set([
  ..."in as break const continue else false for function if import let loop package namespace null return true var void while".split(
    " ",
  ),
  ...Object.getOwnPropertyNames(Object.prototype),
]);
