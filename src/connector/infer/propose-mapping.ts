/** A mapping for a product nobody knows, proposed from samples of what it sends: for a person to look at, correct and accept. Pure. */
import type { AlertDraftInput } from "../../model/alert.ts";
import type { EntityRole, EntityType } from "../../model/entity.ts";
import type { ObservableType } from "../../model/observable.ts";
import { isRaw, type Raw } from "../raw-fields.ts";
import { openEnvelope } from "./envelope.ts";
import { inferDraft } from "./infer-draft.ts";
import { leavesOf } from "./leaves.ts";
import { type Place, placesIn } from "./things.ts";

/** One proposed field: where it is, how sure that is, and in what share of the samples it was there. */
export interface ProposedField {
  field: string;
  path: string;
  confidence: number;
  coverage: number;
}

export interface Proposal {
  /** Alerts that the proposal rests on. */
  samples: number;
  /** Where the alerts are inside a message that holds several. */
  items?: string;
  fields: ProposedField[];
  severities: Record<string, string>;
  entities: { type: EntityType; role: EntityRole; path: string }[];
  observables: { type: ObservableType; path: string }[];
}

const MAX_SAMPLES = 500;
/** A thing is proposed when it is in at least so many of the samples. */
const MIN_COVERAGE = 0.1;

/** Unifies what inference finds in each of the messages. Nothing is proposed for what was found in none. */
export function proposeMapping(messages: readonly unknown[], receivedAt: Date): Proposal {
  const items = envelopeOf(messages);
  const alerts = messages
    .flatMap((message) => openEnvelope(message))
    .filter(isRaw)
    .slice(0, MAX_SAMPLES);
  const drafts = alerts.map((alert) => inferDraft(alert, receivedAt));
  const places = alerts.flatMap((alert) => uniquePlaces(placesIn(leavesOf(alert))));
  return {
    samples: alerts.length,
    ...(items === undefined ? {} : { items }),
    fields: FIELDS.flatMap((field) => unify(field, drafts)),
    severities: severitiesOf(drafts),
    entities: common(places, alerts.length, "entity").map(({ type, role, path }) => ({
      type: type as EntityType,
      role: role ?? "affected",
      path,
    })),
    observables: common(places, alerts.length, "observable").map(({ type, path }) => ({
      type: type as ObservableType,
      path,
    })),
  };
}

const FIELDS = ["uid", "title", "time", "severity", "rule.id", "rule.name", "product", "vendor"] as const;

/** The settings of a connection that reads by this mapping. */
export function settingsOf(proposal: Proposal): Raw {
  const path = (field: string) => proposal.fields.find((one) => one.field === field)?.path;
  const [severity, ruleId, ruleName, product, vendor] = ["severity", "rule.id", "rule.name", "product", "vendor"].map(
    path,
  );
  return {
    ...(proposal.items === undefined ? {} : { items: proposal.items }),
    mapping: {
      ...Object.fromEntries(["uid", "title", "time"].map((field) => [field, path(field) ?? { value: "" }])),
      ...(severity === undefined ? {} : { severity: { path: severity, map: proposal.severities } }),
      rule: { ...(ruleId === undefined ? {} : { id: ruleId }), ...(ruleName === undefined ? {} : { name: ruleName }) },
      product: { name: product ?? { value: "Unknown product" }, ...(vendor === undefined ? {} : { vendor }) },
      entities: proposal.entities,
      observables: proposal.observables,
    },
  };
}

/** The path found most often, with how sure it was on the average. */
function unify(field: (typeof FIELDS)[number], drafts: readonly AlertDraftInput[]): ProposedField[] {
  const seen = new Map<string, number[]>();
  for (const { inferred } of drafts) {
    const found = inferred?.[field];
    if (found?.path !== undefined) seen.set(found.path, [...(seen.get(found.path) ?? []), found.confidence]);
  }
  const best = [...seen].sort((a, b) => b[1].length - a[1].length)[0];
  if (best === undefined) return [];
  const [path, confidences] = best;
  const mean = confidences.reduce((sum, one) => sum + one, 0) / confidences.length;
  return [{ field, path, confidence: round(mean), coverage: round(confidences.length / drafts.length) }];
}

/** Their words to ours, as far as the samples show them. */
function severitiesOf(drafts: readonly AlertDraftInput[]): Record<string, string> {
  const words = drafts.flatMap(({ severityRaw = "", severity }) =>
    severityRaw === "" || severity === "unknown" ? [] : [[severityRaw, severity] as const],
  );
  return Object.fromEntries([...new Map(words)].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 50));
}

/** Of a list of values the list is the place; of a list of things only the first can be mapped. */
function uniquePlaces(places: readonly Place[]): Place[] {
  const known = new Map<string, Place>();
  for (const place of places) {
    const path = place.path.replace(/\[\d+\]$/, "");
    if (/\[[1-9]\d*\]/.test(path)) continue;
    known.set(`${place.as} ${place.type} ${path}`, { ...place, path });
  }
  return [...known.values()];
}

function common(places: readonly Place[], samples: number, as: Place["as"]): Place[] {
  const counts = new Map<string, { place: Place; count: number }>();
  for (const place of places.filter((one) => one.as === as)) {
    const key = `${place.type} ${place.path}`;
    counts.set(key, { place, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()]
    .filter(({ count }) => count / samples >= MIN_COVERAGE)
    .sort((a, b) => b.count * b.place.weight - a.count * a.place.weight)
    .slice(0, 40)
    .map(({ place }) => place);
}

/** The key that holds the alerts in every message that holds several. */
function envelopeOf(messages: readonly unknown[]): string | undefined {
  const names = messages.map((message) => {
    if (!isRaw(message)) return undefined;
    const [first] = openEnvelope(message);
    return Object.keys(message).find(
      (key) => Array.isArray(message[key]) && (message[key] as unknown[]).includes(first),
    );
  });
  const [first] = names;
  return first !== undefined && names.every((name) => name === first) ? first : undefined;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
