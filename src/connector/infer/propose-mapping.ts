/** A mapping for a product nobody knows, proposed from samples of what it sends: for a person to look at, correct and accept. Pure. */
import type { AlertDraftInput } from "../../model/alert.ts";
import type { EntityRole, EntityType } from "../../model/entity.ts";
import type { ObservableType } from "../../model/observable.ts";
import { UNKNOWN_PRODUCT } from "../draft-parts.ts";
import { isRaw, type Raw } from "../raw-fields.ts";
import { openEnvelope } from "./envelope.ts";
import { inferDraft } from "./infer-draft.ts";
import { leavesOf } from "./leaves.ts";
import { learnSeverity, type SeverityTable } from "./severity-table.ts";
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
  /** How the severity's values are read, as far as the samples show them. */
  severities?: SeverityTable;
  entities: { type: EntityType; role: EntityRole; from: string }[];
  observables: { type: ObservableType; from: string }[];
}

const MAX_SAMPLES = 500;
/** A thing is proposed when it is in at least so many of the samples. */
const MIN_COVERAGE = 0.1;
const MAX_PLACES = 40;

/** The alerts of messages that a mapping can be learned from, at most 500. */
export function samplesOf(messages: readonly unknown[]): Raw[] {
  return messages
    .flatMap((message) => openEnvelope(message))
    .filter(isRaw)
    .slice(0, MAX_SAMPLES);
}

/** Unifies what inference finds in each of the alerts of the messages. Nothing is proposed for what was found in none. */
export function proposeMapping(messages: readonly unknown[], alerts: readonly Raw[], receivedAt: Date): Proposal {
  const items = envelopeOf(messages);
  const drafts = alerts.map((alert) => inferDraft(alert, receivedAt));
  const places = alerts.flatMap((alert) => uniquePlaces(placesIn(leavesOf(alert))));
  const entities = common(places, alerts.length, "entity");
  const observables = common(places, alerts.length, "observable");
  const severities = learnSeverity(drafts);
  return {
    samples: alerts.length,
    ...(items === undefined ? {} : { items }),
    fields: [
      ...FIELDS.flatMap((field) => unify(field, drafts)),
      ...entities.map((one) => fieldOf(`${one.place.type} (${one.place.role ?? "affected"})`, one)),
      ...observables.map((one) => fieldOf(`observable ${one.place.type}`, one)),
    ],
    ...(severities === undefined ? {} : { severities }),
    entities: entities.map(({ place: { type, role, path } }) => ({
      type: type as EntityType,
      role: role ?? "affected",
      from: path,
    })),
    observables: observables.map(({ place: { type, path } }) => ({ type: type as ObservableType, from: path })),
  };
}

const TEXTS = ["uid", "title", "time", "description", "firstSeen", "lastSeen", "link"] as const;
const FIELDS = [...TEXTS, "severity", "rule.id", "rule.name", "product", "vendor"] as const;

/** Fields without which a mapping is not worth to be accepted: a title and a time every alert needs, a severity everybody asks for. */
export const NEEDED = ["title", "time", "severity"] as const;

/** Those of them that were found nowhere. */
export function missingIn({ fields }: Proposal): string[] {
  return NEEDED.filter((needed) => !fields.some(({ field }) => field === needed));
}

/**
 * The settings of a connection that reads by this mapping. What was not found is left out, for a person to fill in; without a field for the
 * product, `name` is what people call the source.
 */
export function settingsOf(proposal: Proposal, name = UNKNOWN_PRODUCT): Raw {
  const path = (field: string) => proposal.fields.find((one) => one.field === field)?.path;
  const [severity, ruleId, ruleName, product, vendor] = ["severity", "rule.id", "rule.name", "product", "vendor"].map(
    path,
  );
  return {
    ...(proposal.items === undefined ? {} : { items: proposal.items }),
    mapping: {
      ...Object.fromEntries(TEXTS.flatMap((field) => (path(field) === undefined ? [] : [[field, path(field)]]))),
      ...(severity === undefined ? {} : { severity: { path: severity, ...proposal.severities } }),
      rule: { ...(ruleId === undefined ? {} : { id: ruleId }), ...(ruleName === undefined ? {} : { name: ruleName }) },
      product: { name: product ?? { value: name }, ...(vendor === undefined ? {} : { vendor }) },
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

/** Of a list of values the list is the place; of a list of things the same field of each. */
function uniquePlaces(places: readonly Place[]): Place[] {
  const known = new Map<string, Place>();
  for (const place of places) {
    const path = place.path.replace(/\[\d+\]$/, "").replace(/\[\d+\]/g, "[*]");
    const key = `${place.as} ${place.type} ${path}`;
    if (!known.has(key)) known.set(key, { ...place, path });
  }
  return [...known.values()];
}

interface CommonPlace {
  place: Place;
  coverage: number;
}

function common(places: readonly Place[], samples: number, as: Place["as"]): CommonPlace[] {
  const counts = new Map<string, { place: Place; count: number }>();
  for (const place of places.filter((one) => one.as === as)) {
    const key = `${place.type} ${place.path}`;
    counts.set(key, { place: counts.get(key)?.place ?? place, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()]
    .filter(({ count }) => count / samples >= MIN_COVERAGE)
    .sort((a, b) => b.count * b.place.weight - a.count * a.place.weight)
    .slice(0, MAX_PLACES)
    .map(({ place, count }) => ({ place, coverage: count / samples }));
}

function fieldOf(field: string, { place: { path, weight }, coverage }: CommonPlace): ProposedField {
  return { field, path, confidence: round(weight), coverage: round(coverage) };
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
