/** A STIX pattern, parsed: observation expressions outside, comparison expressions inside their brackets. */

/** A typed literal. Numbers are exact; bytes come from `h'…'` and `b'…'`, moments (milliseconds since 1970) from `t'…'`. */
export type Literal =
  | { kind: "text"; value: string }
  | { kind: "number"; value: number }
  | { kind: "bool"; value: boolean }
  | { kind: "bytes"; value: Uint8Array }
  | { kind: "time"; value: number };

/** One step into an object: a property, an item by its index from 0, or any item. */
export type PathStep = { kind: "key"; key: string } | { kind: "index"; index: number } | { kind: "any" };

/** `network-traffic:dst_ref.value`: the type of the object to start from, and the steps into it. */
export interface ObjectPath {
  type: string;
  steps: readonly PathStep[];
}

/** `==` and `<>` of a pattern's text are `=` and `!=` here. */
export type OrderOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** What a value is held against. */
export type Test =
  | { kind: "order"; operator: OrderOperator; literal: Literal }
  | { kind: "in"; literals: readonly Literal[] }
  | { kind: "like"; pattern: string }
  | { kind: "matches"; pattern: string }
  | { kind: "subset" | "superset"; range: string }
  | { kind: "exists" };

/** A test of one object. `negated` turns what the operator says, and still asks for a value to be there, but for `exists`. */
export type Comparison =
  | { kind: "test"; path: ObjectPath; negated: boolean; test: Test }
  | { kind: "and" | "or"; terms: readonly Comparison[] };

/** What has to be observed. Each `observed` is about another observation. */
export type Observed =
  | { kind: "observed"; comparison: Comparison }
  | { kind: "and" | "or" | "followed-by"; terms: readonly Observed[] }
  | { kind: "within"; milliseconds: number; of: Observed }
  | { kind: "between"; start: number; stop: number; of: Observed }
  | { kind: "repeats"; times: number; of: Observed };
