/** Written JSON as plain JSON, and the way back from a path to a place. */
import type { FindingPlace } from "./finding.ts";
import type { Written } from "./tree.ts";

/** The value as it is written; texts are not read as templates. */
export function plainJson(value: Written): unknown {
  switch (value.kind) {
    case "text":
      return value.text.value;
    case "constant":
      return value.value;
    case "list":
      return value.items.map(plainJson);
    case "map":
      return Object.fromEntries(value.entries.map((entry) => [entry.key, plainJson(entry.value)]));
  }
}

/** The place of the value at a path, or of the nearest value around it that is written. */
export function placeWithin(value: Written, path: readonly PropertyKey[]): FindingPlace {
  const [head, ...rest] = path;
  const item = value.kind === "list" && typeof head === "number" ? value.items[head] : undefined;
  const entry = value.kind === "map" ? value.entries.find((each) => each.key === head) : undefined;
  const next = item ?? entry?.value;
  return next === undefined ? value.place : placeWithin(next, rest);
}

/** The place of the key at the end of a path, or of the nearest value around it that is written. */
export function placeOfKey(value: Written, path: readonly PropertyKey[]): FindingPlace {
  const [head, ...rest] = path;
  if (rest.length === 0 && value.kind === "map")
    return value.entries.find((each) => each.key === head)?.place ?? value.place;
  const item = value.kind === "list" && typeof head === "number" ? value.items[head] : undefined;
  const entry = value.kind === "map" ? value.entries.find((each) => each.key === head) : undefined;
  const next = item ?? entry?.value;
  return next === undefined ? value.place : placeOfKey(next, rest);
}
