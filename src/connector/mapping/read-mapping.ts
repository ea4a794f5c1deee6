/** A whole mapping, read and checked before it meets an alert: what it cannot do is said here, with its place. */
import { ControlOutcome } from "../../model/alert.ts";
import { Disposition, Severity } from "../../model/scale.ts";
import type { DraftEntity, DraftObservable } from "../raw-entities.ts";
import { type MappingFault, type Part, under, wholeOf } from "./fault.ts";
import { type Field, readScaleField, readShareField, readTextField, readTexts, readTimeField } from "./field.ts";
import type { Path } from "./path.ts";
import { type Condition, readCondition } from "./read-condition.ts";
import { readItems, readKeys } from "./read-part.ts";
import { readPathOf } from "./read-path.ts";
import type { CompiledValue } from "./read-value.ts";
import { type ReadThings, readEntity, readObservable } from "./things.ts";

/** What a connection's settings say of reading. */
export interface MappingSettings {
  items?: unknown;
  skip?: unknown;
  mapping?: unknown;
}

export interface CompiledMapping {
  /** Where the alerts of a message are. */
  items: Path | undefined;
  /** What is no alert. */
  skip: Condition | undefined;
  uid: Field<string> | undefined;
  title: Field<string>;
  time: Field<string>;
  description: Field<string> | undefined;
  severity: Field<Severity> | undefined;
  confidence: Field<number> | undefined;
  firstSeen: Field<string> | undefined;
  lastSeen: Field<string> | undefined;
  rule: { id: Field<string> | undefined; name: Field<string> | undefined };
  product: { name: Field<string> | undefined; vendor: Field<string> | undefined };
  categories: CompiledValue[];
  techniques: CompiledValue[];
  entities: ReadThings<DraftEntity>[];
  observables: ReadThings<DraftObservable>[];
  /** Where an object of labels is, by whose common names more is found. */
  labels: Path | undefined;
  controlOutcome: Field<ControlOutcome> | undefined;
  disposition: Field<Disposition> | undefined;
  resolved: Condition | undefined;
  link: Field<string> | undefined;
}

/** The fields of an alert that a mapping may have. */
export const MAPPING_KEYS: readonly string[] = [
  ...["uid", "title", "description", "severity", "confidence", "time", "firstSeen", "lastSeen", "rule", "product"],
  ...["categories", "techniques", "entities", "observables", "labels", "controlOutcome", "disposition", "resolved"],
  "link",
];

/** The mapping, or everything that is wrong with it. Never throws. */
export function readMapping(settings: MappingSettings): { mapping: CompiledMapping } | { faults: MappingFault[] } {
  const whole = wholeOf(settings);
  const items = optional(whole, "items", settings.items, readPathOf);
  const skip = optional(whole, "skip", settings.skip, readCondition);
  const fields = readFields(under(whole, "mapping", settings.mapping ?? null));
  if (fields === undefined || whole.faults.length > 0) return { faults: whole.faults };
  return { mapping: { items, skip, ...fields } };
}

function optional<T>(whole: Part, key: string, value: unknown, read: (part: Part) => T | undefined): T | undefined {
  return value === undefined ? undefined : read(under(whole, key, value));
}

function readFields(part: Part): Omit<CompiledMapping, "items" | "skip"> | undefined {
  const keys = readKeys(part, { allowed: MAPPING_KEYS, required: ["title", "time"] });
  if (keys === undefined) return undefined;
  const text = (key: string) => readTextField(keys.get(key));
  const [labels, resolved] = [keys.get("labels"), keys.get("resolved")];
  const [title, time] = [text("title"), readTimeField(keys.get("time"))];
  const more = {
    uid: text("uid"),
    description: text("description"),
    severity: readScaleField(keys.get("severity"), Severity.options),
    confidence: readShareField(keys.get("confidence")),
    firstSeen: readTimeField(keys.get("firstSeen")),
    lastSeen: readTimeField(keys.get("lastSeen")),
    rule: readPair(keys.get("rule"), "id", "name"),
    product: readPair(keys.get("product"), "name", "vendor"),
    categories: readItems(keys.get("categories"), 20).flatMap((one) => readTexts(one) ?? []),
    techniques: readItems(keys.get("techniques"), 20).flatMap((one) => readTexts(one) ?? []),
    entities: readItems(keys.get("entities"), 50).flatMap((one) => readEntity(one) ?? []),
    observables: readItems(keys.get("observables"), 100).flatMap((one) => readObservable(one) ?? []),
    labels: labels && readPathOf(labels),
    controlOutcome: readScaleField(keys.get("controlOutcome"), ControlOutcome.options),
    disposition: readScaleField(keys.get("disposition"), Disposition.options),
    resolved: resolved && readCondition(resolved),
    link: text("link"),
  };
  return title && time && { title, time, ...more };
}

function readPair<A extends string, B extends string>(part: Part | undefined, a: A, b: B) {
  const keys = part && readKeys(part, { allowed: [a, b] });
  return { [a]: readTextField(keys?.get(a)), [b]: readTextField(keys?.get(b)) } as Record<
    A | B,
    Field<string> | undefined
  >;
}
