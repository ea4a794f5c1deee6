/** Any JSON out of YAML, with its places: inputs of actions, cases of tests. */
import { isMap, isScalar, isSeq, type Scalar } from "yaml";
import { type Cursor, readEntries, readItems, textAt, wrongShape } from "./read-yaml.ts";
import type { Written, WrittenMap } from "./tree.ts";

/** Any JSON, with places. Null and a complaint for what JSON has no word for. */
export function readWritten(cursor: Cursor): Written | null {
  const { node, place } = cursor;
  if (node === null) return { kind: "constant", value: null, place };
  if (isSeq(node))
    return { kind: "list", items: (readItems(cursor) ?? []).flatMap((item) => readWritten(item) ?? []), place };
  if (isMap(node)) return readWrittenMap(cursor);
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === "string") {
    const text = textAt(cursor, node as Scalar<string>);
    return { kind: "text", text, place };
  }
  if (value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)))
    return { kind: "constant", value, place };
  return wrongShape(cursor, "a text, a number, true, false, a list or a map");
}

/** A map of JSON, with places; null and a complaint when it is none. */
export function readWrittenMap(cursor: Cursor): WrittenMap | null {
  const entries = readEntries(cursor);
  if (entries === null) return null;
  return {
    kind: "map",
    place: cursor.place,
    entries: entries.flatMap(({ key, keyCursor, value }) => {
      const written = readWritten(value);
      return written === null ? [] : [{ key, place: keyCursor.place, value: written }];
    }),
  };
}
