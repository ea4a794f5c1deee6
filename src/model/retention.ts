/** What is kept for how long, and what is kept longer because somebody must have it. */

import { z } from "zod";
import { EntityType } from "./entity.ts";
import { RETENTION_CLASSES } from "./words.ts";

export const RetentionClass = z.enum(RETENTION_CLASSES);
export type RetentionClass = z.infer<typeof RetentionClass>;

/** Days by class; what is not named is kept for ever. */
export type Periods = Partial<Record<RetentionClass, number>>;

/** What a legal hold covers. */
export const HoldTarget = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("incident"), incidentId: z.uuid() }),
  z.strictObject({ kind: z.literal("entity"), entityType: EntityType, entityKey: z.string().min(1).max(512) }),
  z.strictObject({
    kind: z.literal("range"),
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
  }),
  z.strictObject({ kind: z.literal("workspace") }),
]);
export type HoldTarget = z.infer<typeof HoldTarget>;

/** A legal hold: what it covers is not dropped, whatever its age, until it is released or expires. */
export const Hold = z.object({
  id: z.uuid(),
  kind: z.enum(["incident", "entity", "range", "workspace"]),
  incidentId: z.uuid().nullable(),
  entityType: EntityType.nullable(),
  entityKey: z.string().nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  reason: z.string(),
  placedBy: z.string(),
  placedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  releasedAt: z.iso.datetime().nullable(),
  releasedBy: z.string().nullable(),
  releaseReason: z.string().nullable(),
});
export type Hold = z.infer<typeof Hold>;

/** The periods of one workspace: its own before the installation's. */
export function periodsOf(own: Periods, installation: Periods): Periods {
  return { ...installation, ...own };
}

/** Before which moment a class may go; undefined when it is kept for ever. */
export function cutoffOf(periods: Periods, of: RetentionClass, now: Date): Date | undefined {
  const days = periods[of];
  return days === undefined ? undefined : new Date(now.getTime() - days * 86_400_000);
}
