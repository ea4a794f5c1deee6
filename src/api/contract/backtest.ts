/** A draft of a playbook tried on the incidents of the past, over the wire: a line of JSON each, the sum last. */
import { z } from "zod";
import { Disposition } from "../../model/scale.ts";
import { PlaybookSource, SourceFile } from "./content.ts";
import { word } from "./page.ts";

export const BacktestRequest = z.strictObject({
  ...PlaybookSource.shape,
  /** Drafts of the playbooks that it calls; others are those in force. */
  calls: z
    .array(z.strictObject({ name: word, ...PlaybookSource.shape }))
    .max(50)
    .default([]),
  /** Incidents opened at or after, and before. */
  since: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  /** Incident types; those mapped to the playbook, and what it ran on, unless given. */
  types: z.array(word).max(200).optional(),
  /** Takes an effect that nothing was recorded of to succeed, where no step reads what it gives. */
  assumeEffects: z.boolean().default(false),
  /** Policies to try: they decide the draft's effects besides those in force. */
  policies: z.array(SourceFile).min(1).max(200).optional(),
  /** Lines also for incidents that nothing would change for. */
  all: z.boolean().default(false),
});
export type BacktestRequest = z.input<typeof BacktestRequest>;

const CHANGES = z.enum(["trigger", "path", "effects", "outcome"]);
const count = z.number().int();

const Effect = z.object({
  capability: z.string(),
  /** The entity, and of which type; null for what acts on none. */
  target: z.string().nullable(),
  targetType: z.string().nullable(),
  leaseSeconds: count.nullable(),
  /** What the policies in force say of it today; of the draft's effects, those that were to be tried. */
  decision: z.enum(["allow", "ask", "refuse"]),
});

/** Effects by what policies say of them. */
const Decided = z.object({ allow: count, ask: count, refuse: count });
export type Decided = z.infer<typeof Decided>;

export const BacktestDecisions = z.object({
  /** Of the version in force, and of the draft, both by the policies in force. */
  inForce: Decided,
  draft: Decided,
  /** Of the draft by the policies that were to be tried; null where none were. */
  tried: Decided.nullable(),
  /** By capability, the most frequent first, at most 50: the draft's by what decides its effects. */
  capabilities: z.array(z.object({ capability: z.string(), inForce: Decided, draft: Decided })),
  /** Budgets are not counted anew: an effect that policies allow may have been one too many. */
  budgets: z.literal("left-out"),
});
export type BacktestDecisions = z.infer<typeof BacktestDecisions>;

const PastRun = z.object({
  outcome: z.union([Disposition, z.enum(["handoff", "not-triggered", "unanswered"])]),
  queue: z.string().nullable(),
  /** The steps passed, by the ids that people gave them. */
  path: z.array(z.string()),
  effects: z.array(Effect),
  /** What it asked and nothing was recorded of: it got no further. */
  unanswered: z.array(z.object({ step: z.string(), what: z.string(), target: z.string().nullable() })),
  /** Answers to the same question in other words. */
  byWording: count,
  /** Effects that were taken to succeed. */
  assumed: count,
});

export const BacktestIncident = z.object({
  kind: z.literal("incident"),
  id: z.uuid(),
  number: count,
  type: z.string(),
  changed: z.array(CHANGES),
  inForce: PastRun,
  draft: PastRun,
  newEffects: z.array(Effect),
  goneEffects: z.array(Effect),
  /** False where a record does not tell what its version would have done. */
  told: z.boolean(),
});
export type BacktestIncident = z.infer<typeof BacktestIncident>;

export const BacktestSum = z.object({
  incidents: count,
  same: count,
  changed: count,
  changes: z.record(CHANGES, count),
  unanswered: count,
  unansweredInForce: count,
  byWording: count,
  assumed: count,
  untold: count,
  newEffects: count,
  goneEffects: count,
  effects: z.array(z.object({ capability: z.string(), added: count, gone: count })),
  outcomes: z.array(z.object({ from: z.string(), to: z.string(), incidents: count })),
  missing: z.array(z.object({ step: z.string(), what: z.string(), incidents: count })),
  decisions: BacktestDecisions,
});
export type BacktestSum = z.infer<typeof BacktestSum>;

/** Where it is; `total` is what there was to do when it began. */
export const BacktestProgress = z.object({ kind: z.literal("progress"), done: count, total: count, sum: BacktestSum });

/** The last line: without it the answer was broken off. */
export const BacktestEnd = z.object({
  kind: z.literal("sum"),
  playbook: z.string(),
  /** The version compared with; null when none is in force. */
  inForce: count.nullable(),
  types: z.array(z.string()),
  /** Left out: with a run under way, and with facts that have gone by retention. */
  underWay: count,
  forgotten: count,
  sum: BacktestSum,
});
export type BacktestEnd = z.infer<typeof BacktestEnd>;

export const BacktestLine = z.discriminatedUnion("kind", [BacktestIncident, BacktestProgress, BacktestEnd]);
export type BacktestLine = z.infer<typeof BacktestLine>;

const json = z.record(z.string(), z.unknown());

/** What the runs of one incident recorded, with the programs they ran: enough to run them again. */
export const IncidentRecord = z.object({
  /** The incident as it was when it was responded to. */
  facts: json,
  runs: z.array(
    z.object({
      programId: z.uuid(),
      status: z.string(),
      outcome: z.string().nullable(),
      error: json.nullable(),
      lines: z.array(
        z.object({
          ...{ step: z.string(), kind: z.string(), attempt: count, status: z.string() },
          ...{ output: z.unknown(), error: json.nullable() },
        }),
      ),
    }),
  ),
  effects: z.array(
    z.object({
      ...{ capability: z.string(), args: json, status: z.string() },
      ...{ output: json.nullable(), error: json.nullable() },
    }),
  ),
  programs: z.record(z.uuid(), json),
});
