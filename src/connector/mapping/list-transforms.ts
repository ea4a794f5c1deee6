/** Transforms that pick: one item of a list, JSON out of a text, a part of what was found. */
import { asText } from "../raw-fields.ts";
import { readPath } from "./path.ts";
import { wrongShape } from "./read-part.ts";
import { readPathOf } from "./read-path.ts";
import type { Transform } from "./transform.ts";

/** JSON inside of a text is read up to so many characters, and so deep. */
const MAX_JSON = 100_000;
const MAX_DEPTH = 64;

const item: Transform = {
  takes: ["anything"],
  example: "item: 0",
  make({ value, ...part }, given) {
    if (!Number.isInteger(value)) return wrongShape({ value, ...part }, "a whole number; -1 is the last");
    const { words } = given;
    return {
      run: (values) => values.slice(value as number).slice(0, 1),
      gives: { kind: given.kind, list: false, ...(words === undefined ? {} : { words }) },
    };
  },
};

const json: Transform = {
  takes: ["text"],
  example: "json",
  make: (_argument, given) => ({
    run: (values) => values.flatMap((value) => parsed(asText(value))),
    gives: { kind: "anything", list: given.list },
  }),
};

function parsed(text: string): unknown[] {
  // Depth is bounded before parsing, by the brackets there are.
  if (text.length > MAX_JSON || (text.match(/[[{]/g)?.length ?? 0) > MAX_JSON / MAX_DEPTH) return [];
  try {
    const value: unknown = JSON.parse(text);
    return value === null ? [] : [value];
  } catch {
    return [];
  }
}

const at: Transform = {
  takes: ["anything"],
  example: "at: message.id",
  make(argument, given) {
    const path = readPathOf(argument);
    if (path === undefined) return undefined;
    return {
      run: (values, scope) => values.flatMap((value) => readPath(path, { ...scope, root: value, item: value })),
      gives: { kind: "anything", list: given.list || path.list },
    };
  },
};

export const LIST_TRANSFORMS: Readonly<Record<string, Transform>> = { item, json, at };
