/** A playbook rehearsed on an incident, over the wire. */
import { z } from "zod";
import { BacktestRequest } from "./backtest.ts";
import { PlaybookSource } from "./content.ts";
import { incidentParams } from "./incident.ts";
import { word } from "./page.ts";

export const RehearsalRequest = z
  .strictObject({
    /** One in force, by its name … */
    playbook: word.optional(),
    /** … or a draft, with drafts of what it calls. */
    source: PlaybookSource.shape.source.optional(),
    file: PlaybookSource.shape.file,
    calls: BacktestRequest.shape.calls,
    incident: incidentParams.shape.incident,
    /** Products are asked what only observes; without it none is asked anything. */
    liveReads: z.boolean().default(false),
  })
  .refine(({ playbook, source }) => (playbook === undefined) !== (source === undefined), {
    path: ["playbook"],
    message: "expected exactly one of playbook and source",
  });
export type RehearsalRequest = z.input<typeof RehearsalRequest>;

export const Rehearsal = z.object({
  playbook: z.string(),
  /** Null of a draft. */
  version: z.number().int().nullable(),
  incident: z.number().int(),
  triggered: z.boolean(),
  /** A disposition, handoff, not-triggered, or unanswered when it got no further. */
  outcome: z.string(),
  queue: z.string().nullable(),
  reason: z.string(),
  path: z.array(z.string()),
  effects: z.array(
    z.object({
      step: z.string(),
      capability: z.string(),
      says: z.string(),
      connection: z.string().nullable(),
      target: z.string().nullable(),
      leaseSeconds: z.number().int().nullable(),
      decision: z.enum(["allow", "ask", "refuse"]),
      reason: z.string(),
      policies: z.array(z.string()),
      needs: z.string().nullable(),
      frozen: z.string().nullable(),
    }),
  ),
  reads: z.array(
    z.object({
      step: z.string(),
      capability: z.string(),
      target: z.string().nullable(),
      answered: z.enum(["live", "recorded", "blank"]),
      error: z.string().nullable(),
    }),
  ),
});
export type Rehearsal = z.infer<typeof Rehearsal>;
