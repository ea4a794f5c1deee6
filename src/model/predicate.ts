/** What a filter asks of a record, without a word of any language: compiled from CEL in one place, answered by the store in another. */

/** A value of the record, of an item of one of its lists, or one that was written down. */
export type Term =
  | { kind: "value"; value: string | number | boolean | Date }
  /** `severity`, `entity.key`; within `some` and `every` also a field of the item, `e.key`, or the item itself, `e`. */
  | { kind: "field"; path: string; letters?: "lower" | "upper" }
  /** How many items a list has. */
  | { kind: "size"; path: string };

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type TextMatch = "contains" | "starts" | "ends";

/**
 * A question with the answers yes, no and none: none where it compares what the record does not have. `not` of none is none, and `all` and `any`
 * know their answer as soon as one part decides it; so answers CEL, and so does SQL with its NULL. A record is found by a yes alone.
 */
export type Predicate =
  | { is: "constant"; value: boolean }
  | { is: "all" | "any"; of: Predicate[] }
  | { is: "not"; of: Predicate }
  | { is: "true"; field: string }
  | { is: "present"; field: string }
  | { is: "compare"; left: Term; by: Comparison; right: Term }
  | { is: "one-of"; term: Term; values: (string | number)[] }
  | { is: "holds"; list: string; term: Term }
  | { is: "text"; term: Term; by: TextMatch; text: string }
  /** `pattern` is a regular expression in the form that Postgres reads, `fold` when letters match in either case. */
  | { is: "pattern"; term: Term; pattern: string; fold: boolean }
  | { is: "in-network"; term: Term; network: string }
  | { is: "some" | "every"; list: string; item: string; of: Predicate };
