/** What people say of which alerts belong together: merges, splits, suppressions, and rules tried on the past. */
import { z } from "zod";
import { SourceFile } from "./content.ts";
import { incidentParams } from "./incident.ts";
import { moment, pageOf, pageQuery } from "./page.ts";

const reason = z.string().trim().min(1).max(2000);

export const NewMerge = z.strictObject({
  into: incidentParams.shape.incident.meta({ description: "The incident that stays, by its number or id." }),
  reason,
});
export const NewSplit = z.strictObject({
  alerts: z.array(z.uuid()).min(1).max(1000).meta({ description: "The alerts that go to an incident of their own." }),
  reason,
});
export const moveParams = z.strictObject({ ...incidentParams.shape, move: z.uuid() });

export const Suppression = z.object({
  id: z.uuid(),
  when: z.string(),
  reason: z.string(),
  until: z.iso.datetime(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  endedBy: z.string().nullable(),
  endedAt: z.iso.datetime().nullable(),
  endReason: z.string().nullable(),
  /** How many alerts it holds back. */
  alerts: z.number().int(),
});
export type Suppression = z.infer<typeof Suppression>;
export const SuppressionPage = pageOf(Suppression);
export const suppressionQuery = z.strictObject({
  inForce: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  ...pageQuery,
});
export const NewSuppression = z.strictObject({
  when: z.string().min(1).max(2000).meta({ description: "CEL over `incident`, as it would be of the alert alone." }),
  reason,
  until: moment.meta({ description: "At most a year from now." }),
});
export const EndSuppression = z.strictObject({
  reason,
  takeUp: z.boolean().default(false).meta({ description: "Open incidents for the alerts that were held back." }),
});
export const EndedSuppression = z.object({ ...Suppression.shape, takenUp: z.number().int() });

export const ReplayQuery = z.strictObject({
  files: z
    .array(SourceFile)
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "A taxonomy to try; the one in force unless given." }),
  suppress: z
    .array(z.string().min(1).max(2000))
    .max(20)
    .default([])
    .meta({ description: "Conditions to try as suppressions, beside those in force." }),
  from: moment,
  to: moment.optional(),
});
export const ReplayReport = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  alerts: z.number().int(),
  /** There were more alerts than one replay takes; the newest are not in it. */
  cut: z.boolean(),
  incidents: z.object({ now: z.number().int(), replayed: z.number().int() }),
  rules: z.array(
    z.object({
      kind: z.enum(["duplicates", "correlate", "storms", "suppression"]),
      id: z.string(),
      alerts: z.number().int(),
    }),
  ),
  joined: z.array(z.array(z.number().int())),
  parted: z.array(z.object({ incident: z.number().int(), into: z.number().int() })),
});
export type ReplayReport = z.infer<typeof ReplayReport>;

export const Unfolded = z.object({ accepted: z.number().int(), left: z.number().int() });
export type Unfolded = z.infer<typeof Unfolded>;
