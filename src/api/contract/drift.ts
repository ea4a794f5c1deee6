import { z } from "zod";
import { QueueName } from "../../model/on-call.ts";
import { pageOf, pageQuery, word } from "./page.ts";

/** Something is no longer what it was: what a test noticed, and the review that asks about it. */
export const Drift = z.object({
  id: z.uuid(),
  kind: z.enum(["playbook", "source"]),
  name: z.string(),
  watch: z.string(),
  since: z.iso.datetime(),
  noticedAt: z.iso.datetime(),
  before: z.unknown(),
  after: z.unknown(),
  text: z.string(),
  incidents: z.array(z.string()),
  reviewId: z.uuid(),
  /** Of the review. */
  status: z.string(),
});
export type Drift = z.infer<typeof Drift>;
export const DriftPage = pageOf(Drift);
export const driftQuery = z.strictObject({ name: word.optional(), ...pageQuery });

/** When reviews are written. */
export const ReviewSettings = z.strictObject({
  timeZone: z.string().min(1).max(64).meta({ description: "A name of the IANA time zone database." }),
  workingDays: z
    .array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
    .min(1)
    .max(7),
  holidays: z.array(z.iso.date()).max(200),
  accessOwner: QueueName.meta({ description: "Whose queue the access reviews are." }),
  policiesOwner: QueueName.meta({ description: "Whose queue the reviews of policies are." }),
});
export type ReviewSettings = z.infer<typeof ReviewSettings>;
export const ReviewSettingsChange = ReviewSettings.partial();
