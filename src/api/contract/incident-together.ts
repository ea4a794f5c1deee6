/** Incidents among others, over the wire: edits of several, escalation, likeness. */
import { z } from "zod";
import { Incident } from "../../model/incident.ts";
import { Disposition, Status } from "../../model/scale.ts";

const reason = z.string().trim().min(1).max(4000);

export const BulkEdit = z
  .strictObject({
    incidents: z.array(z.uuid()).min(1).max(200),
    status: Status.optional(),
    disposition: Disposition.optional(),
    owner: z.string().min(1).max(200).nullable().optional(),
    reason,
  })
  .refine(
    (edit) => edit.status !== undefined || edit.disposition !== undefined || edit.owner !== undefined,
    "expected at least one of status, disposition, owner",
  );
export const BulkEdited = z.object({
  items: z.array(
    z.object({
      incident: z.uuid(),
      edited: z.boolean(),
      /** Why it was not. */
      code: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});
export type BulkEdited = z.infer<typeof BulkEdited>;

export const Escalation = z.strictObject({
  to: z.string().trim().min(1).max(200).meta({ description: "The queue it is put before." }),
  reason,
});

const { id, number, title, status, severity, disposition, dispositionReason, owner, openedAt, resolvedAt } =
  Incident.shape;
export const SimilarIncidents = z.object({
  items: z.array(
    z.object({
      ...{ id, number, title, status, severity, disposition, dispositionReason, owner, openedAt, resolvedAt },
      /** What both have in common. */
      like: z.array(z.enum(["entity", "type", "source", "title", "techniques"])),
    }),
  ),
});
export type SimilarIncidents = z.infer<typeof SimilarIncidents>;
