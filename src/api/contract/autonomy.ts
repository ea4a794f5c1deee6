import { z } from "zod";
import { AutonomyStage } from "../../model/autonomy.ts";
import { Decision } from "../../model/decision.ts";
import { word } from "./page.ts";

export { AutonomySettings } from "../../model/autonomy.ts";

/** A count of a whole, with the 95 % interval of its share. */
const Share = z.object({
  count: z.number().int(),
  of: z.number().int(),
  rate: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});

/** How far a playbook, or what proposes (`triage:3`, `model:<name>`), is trusted with incidents of a type. */
export const Standing = z.object({
  incidentType: z.string(),
  playbook: z.string(),
  stage: AutonomyStage,
  since: z.iso.datetime(),
  by: z.string(),
  reason: z.string(),
  /** Who asked for the next stage and waits for a second person. */
  proposedBy: z.string().nullable(),
  /** Of what people judged since the stage began: what they agreed with. */
  agreement: Share,
  /** What stood because nobody said otherwise. */
  stood: z.number().int(),
  /** The next stage, where it has been earned. */
  offered: AutonomyStage.nullable(),
  missing: z.string(),
});
export type Standing = z.infer<typeof Standing>;
export const StandingList = z.object({ items: z.array(Standing) });

const pair = { incidentType: word, playbook: word };
export const pairQuery = z.strictObject(pair);

export const StandingDetail = z.object({
  ...Standing.shape,
  /** The newest 200, the oldest of them first. */
  observations: z.array(
    z.object({
      source: z.enum(["approval", "shadow", "run", "proposal"]),
      subjectId: z.uuid(),
      incidentId: z.uuid(),
      agreed: z.boolean(),
      judged: z.boolean(),
      text: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  /** The decisions by which it was moved, newest first. */
  moves: z.array(Decision),
});
export type StandingDetail = z.infer<typeof StandingDetail>;

const reason = z.string().trim().min(1).max(4000);
export const Promote = z.strictObject({ ...pair, reason });
/** One stage down unless said. */
export const Demote = z.strictObject({ ...pair, reason, to: AutonomyStage.exclude(["act"]).optional() });
