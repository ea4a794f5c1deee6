/** How a proposed mapping does on samples it was not learned from, beside plain inference. Pure. */
import { isCordonError } from "../../errors.ts";
import type { AlertDraftInput } from "../../model/alert.ts";
import { draftByMapping } from "../mapping/draft-by-mapping.ts";
import { type CompiledMapping, readMapping } from "../mapping/read-mapping.ts";
import type { Raw } from "../raw-fields.ts";
import { inferDraft } from "./infer-draft.ts";

/** Of one field: in how many alerts the mapping found it, in how many inference did, and in how many they found the same. */
export interface HeldField {
  field: string;
  mapping: number;
  inference: number;
  same: number;
}

export interface HeldOut {
  samples: number;
  /** Alerts that the mapping cannot read: they would wait in quarantine. */
  unread: number;
  fields: HeldField[];
}

/** With fewer samples than this each is needed to learn from. */
const MIN_SAMPLES = 8;
/**
 * One of four is held out. Steps of the golden ratio, taken modulo one, spread evenly and never fall in step with a product that sends in turns,
 * as every fourth would; and the same samples are always divided alike.
 */
const GOLDEN = 0.618_033_988_749_895;
const SHARE = 0.25;

/** The samples to learn from, and those to try it on. */
export function holdOut<T>(samples: readonly T[]): { learn: T[]; held: T[] } {
  if (samples.length < MIN_SAMPLES) return { learn: [...samples], held: [] };
  const isHeld = (_sample: T, index: number) => ((index + 1) * GOLDEN) % 1 < SHARE;
  return { learn: samples.filter((sample, index) => !isHeld(sample, index)), held: samples.filter(isHeld) };
}

/** Compares settings with inference over held-out alerts; null where there is nothing to compare, or no mapping that could be read. */
export function compareReadings(settings: Raw, held: readonly Raw[], receivedAt: Date): HeldOut | null {
  const read = readMapping(settings);
  if (held.length === 0 || !("mapping" in read)) return null;
  const pairs = held.map((alert) => ({
    mapped: draftOrNothing(alert, read.mapping, receivedAt),
    inferred: inferDraft(alert, receivedAt),
  }));
  return {
    samples: held.length,
    unread: pairs.filter(({ mapped }) => mapped === undefined).length,
    fields: Object.entries(FIELDS).map(([field, valueIn]) => {
      const values = pairs.map(({ mapped, inferred }) => [mapped && valueIn(mapped), valueIn(inferred)] as const);
      return {
        field,
        mapping: values.filter(([mapped]) => mapped !== undefined).length,
        inference: values.filter(([, inferred]) => inferred !== undefined).length,
        same: values.filter(([mapped, inferred]) => mapped !== undefined && mapped === inferred).length,
      };
    }),
  };
}

/** What a field holds, as text to compare; undefined where there is nothing but what stands in for it. */
const FIELDS: Readonly<Record<string, (draft: AlertDraftInput) => string | undefined>> = {
  title: ({ title, inferred }) =>
    inferred === undefined || inferred.title || inferred["rule.name"] ? title : undefined,
  time: ({ time, inferred }) => (inferred === undefined || inferred.time ? time : undefined),
  severity: ({ severity }) => (severity === "unknown" ? undefined : severity),
  entity: ({ entities = [] }) => {
    const found = entities.find(({ role }) => role === "affected");
    return found && `${found.type} ${found.key}`;
  },
  observables: ({ observables = [] }) =>
    observables.length === 0
      ? undefined
      : [...new Set(observables.map(({ type, value }) => `${type} ${value}`))].sort().join("\n"),
};

function draftOrNothing(alert: Raw, mapping: CompiledMapping, receivedAt: Date): AlertDraftInput | undefined {
  try {
    return draftByMapping(alert, mapping, receivedAt) ?? undefined;
  } catch (error) {
    if (isCordonError(error) && error.root === "input") return undefined;
    throw error;
  }
}
