/**
 * A taxonomy as it is stored: plain JSON, immutable, addressed by its hash. What people write is YAML (docs/taxonomy.md); `parse.ts` makes
 * this of it, `compile.ts` makes a classifier of this.
 */
import { z } from "zod";
import { Disposition, Priority } from "../model/scale.ts";

/** `class/type`, by RSIT's codes. */
export const TypeId = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/);

/** All that is given must hold; at least one is given. */
export const MatchRule = z.object({
  /** Unique within the taxonomy: `class/type#1` when the author gave none. */
  id: z.string(),
  /** Any of the incident's categories matches any of these, letter case aside; `*` stands for any text. */
  categories: z.array(z.string()),
  /** Any of the incident's techniques is one of these or a sub-technique of one. */
  techniques: z.array(z.string()),
  /** CEL over `incident`. */
  when: z.string().nullable(),
  /** 0 to 100: how sure this rule is of the type. */
  confidence: z.number().int(),
  /** Lower is tried first; equal precedence is tried in file order. */
  precedence: z.number().int(),
});
export type MatchRule = z.infer<typeof MatchRule>;

/** The first that holds decides; one without `when` always holds. */
export const PriorityRule = z.object({ when: z.string().nullable(), priority: Priority });
export type PriorityRule = z.infer<typeof PriorityRule>;

export const EscalationRule = z.object({ when: z.string().nullable(), to: z.string(), reason: z.string() });
export type EscalationRule = z.infer<typeof EscalationRule>;

/** `disposition: null` keeps what the source itself said. */
export const DispositionRule = z.object({
  when: z.string().nullable(),
  disposition: Disposition.nullable(),
  reason: z.string(),
});
export type DispositionRule = z.infer<typeof DispositionRule>;

/** A recorded decision that something is harmless: by whom, why and until when (ISO date, exclusive). */
export const KnownBenign = z.object({
  id: z.string(),
  when: z.string(),
  reason: z.string(),
  approvedBy: z.string(),
  until: z.string(),
});
export type KnownBenign = z.infer<typeof KnownBenign>;

/** `run: null` means that on purpose no playbook runs, for the reason given. */
export const PlaybookRule = z.object({ when: z.string().nullable(), run: z.string().nullable(), reason: z.string() });
export type PlaybookRule = z.infer<typeof PlaybookRule>;

/** In seconds from the opening of the incident. */
export const ServiceLevel = z.object({
  acknowledge: z.number().int(),
  contain: z.number().int(),
  resolve: z.number().int(),
});
export type ServiceLevel = z.infer<typeof ServiceLevel>;

export const ServiceLevels = z.partialRecord(Priority, ServiceLevel);
export type ServiceLevels = z.infer<typeof ServiceLevels>;

export const IncidentType = z.object({
  id: TypeId,
  class: z.string(),
  code: z.string(),
  name: z.string(),
  definition: z.string(),
  match: z.array(MatchRule),
  playbook: z.array(PlaybookRule),
  priority: z.array(PriorityRule),
  escalate: z.array(EscalationRule),
  disposition: z.array(DispositionRule),
  serviceLevels: ServiceLevels,
});
export type IncidentType = z.infer<typeof IncidentType>;

export const IncidentClass = z.object({ code: z.string(), name: z.string(), definition: z.string() });
export type IncidentClass = z.infer<typeof IncidentClass>;

/** What two alerts can have in common. `cause` is the first technique, or the rule when the source names none. */
export const TRAITS = [
  "uid",
  "title",
  "severity",
  "source",
  "connection",
  "rule",
  "technique",
  "cause",
  "entity",
  "session",
  "user",
  "device",
  "ip",
  "domain",
  "url",
  "hash",
  "mailbox",
] as const;
export const Trait = z.enum(TRAITS);
export type Trait = z.infer<typeof Trait>;

/**
 * Alerts of one connection that are one and the same, though their source gives each an id of its own: with equal values of all of `same`
 * and equal severity, within so many seconds of the first, later ones only count. Patterns are as in {@link MatchRule}; null fits all.
 */
export const DuplicateRule = z.object({
  id: z.string(),
  source: z.string().nullable(),
  connection: z.string().nullable(),
  rule: z.string().nullable(),
  same: z.array(Trait),
  withinSeconds: z.number().int(),
});
export type DuplicateRule = z.infer<typeof DuplicateRule>;

/** Alerts with a value of each of `by` in common join one incident while its last alert is not older than `withinSeconds`. */
export const CorrelationRule = z.object({
  id: z.string(),
  /** CEL over `incident`, as it would be of the alert alone. */
  when: z.string().nullable(),
  by: z.array(Trait),
  withinSeconds: z.number().int(),
});
export type CorrelationRule = z.infer<typeof CorrelationRule>;

/** Once alerts with equal values of `by` opened more than so many incidents within the time, the next ones are folded into one incident. */
export const StormRule = z.object({
  id: z.string(),
  when: z.string().nullable(),
  by: z.array(Trait),
  moreThan: z.number().int(),
  withinSeconds: z.number().int(),
});
export type StormRule = z.infer<typeof StormRule>;

export const Taxonomy = z.object({
  /** Of this JSON; a reader refuses a format it does not know. */
  format: z.literal(1),
  name: z.string(),
  basis: z.string(),
  /** Tried in order for each alert: the first that fits decides. */
  duplicates: z.array(DuplicateRule),
  /** Tried in order: the first by which an open incident is found decides. */
  correlate: z.array(CorrelationRule),
  storms: z.array(StormRule),
  /** The type of what no rule matches. */
  fallback: TypeId,
  classes: z.array(IncidentClass),
  types: z.array(IncidentType),
  priority: z.array(PriorityRule),
  escalate: z.array(EscalationRule),
  disposition: z.array(DispositionRule),
  knownBenign: z.array(KnownBenign),
  serviceLevels: ServiceLevels,
});
export type Taxonomy = z.infer<typeof Taxonomy>;
