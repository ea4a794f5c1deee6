/** What changed, over the wire: server-sent events that name things and say nothing of them. */
import { z } from "zod";

/** The place after which to go on; browsers say it by the header Last-Event-ID when they come back. */
export const eventQuery = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(-1)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: "The id of the last event that was received." }),
});

export const CHANGE_KINDS = [
  "incident",
  "alert",
  "run",
  "effect",
  "approval",
  "lease",
  "form",
  "freeze",
  "connection",
  "playbook",
] as const;

/** The data of one event. */
export const Change = z.object({
  /** `all`: more happened than is told one by one, or than is still known. */
  kind: z.enum([...CHANGE_KINDS, "all"]),
  /** Null where many of the kind changed at once. */
  id: z.string().nullable(),
  /** The incident it is a part of. */
  incident: z.string().nullable(),
});
export type Change = z.infer<typeof Change>;
