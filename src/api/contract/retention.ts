import { z } from "zod";
import { Hold, HoldTarget, RetentionClass } from "../../model/retention.ts";
import { incidentParams } from "./incident.ts";
import { moment, pageOf, pageQuery } from "./page.ts";

/** How long a class of records is kept: days, null for ever, and who says so. */
export const Retention = z.object({
  items: z.array(
    z.object({
      class: RetentionClass,
      days: z.number().int().nullable(),
      setBy: z.enum(["workspace", "installation", "nobody"]),
    }),
  ),
});
export type Retention = z.infer<typeof Retention>;

/** Days from 1 to 100 years; null leaves the class to the installation's period. */
export const NewPeriod = z.strictObject({
  class: RetentionClass,
  days: z.number().int().min(1).max(36_500).nullable(),
});

/** What would go now: records older than `before`, but for those that are kept; all of the class is kept for ever where that is null. */
export const RetentionPlan = z.object({
  items: z.array(
    z.object({
      class: RetentionClass,
      before: z.iso.datetime().nullable(),
      older: z.number().int(),
      kept: z.number().int(),
    }),
  ),
});
export type RetentionPlan = z.infer<typeof RetentionPlan>;

export { Hold };
export type HoldView = z.infer<typeof Hold>;
export const HoldPage = pageOf(Hold);
export const holdQuery = z.strictObject({
  all: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .meta({ description: "Also those that were released or have expired." }),
  ...pageQuery,
});

const [, entityTarget, rangeTarget, workspaceTarget] = HoldTarget.options;
/** What to hold, an incident by its number too, and why. */
export const NewHold = z.strictObject({
  target: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("incident"), incident: incidentParams.shape.incident }),
    entityTarget,
    rangeTarget.refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
      path: ["to"],
      message: "expected a moment after from",
    }),
    workspaceTarget,
  ]),
  reason: z.string().trim().min(1).max(4000),
  expiresAt: moment.optional(),
});
export const HoldRelease = z.strictObject({ reason: z.string().trim().min(1).max(4000) });
