import { z } from "zod";
import { moment, pageOf, pageQuery, word } from "./page.ts";

/** scheduled: of a playbook, each week · drift: because something changed · idle: playbooks that did not run for long · access: who may do what, each quarter · policies: what is allowed, each year. */
export const ReviewKind = z.enum(["scheduled", "drift", "idle", "access", "policies"]);

/** A look at how a playbook did over a period; the figures are those of the review, as it wrote them down. */
export const Review = z.object({
  id: z.uuid(),
  kind: ReviewKind,
  /** Empty where it is about a source, access, policies or several playbooks. */
  playbook: z.string(),
  source: z.string().nullable(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  figures: z.record(z.string(), z.unknown()),
  findings: z.array(z.unknown()),
  /** Of a single review: the numbers of the incidents that its findings name, by their ids. */
  incidentNumbers: z.record(z.string(), z.number().int()).optional(),
  status: z.string(),
  owner: z.string(),
  dueAt: z.iso.datetime(),
  /** How often somebody was reminded that it is overdue. */
  reminders: z.number().int(),
  answeredAt: z.iso.datetime().nullable(),
  answeredBy: z.string().nullable(),
  answer: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type Review = z.infer<typeof Review>;
export const ReviewPage = pageOf(Review);
export const ReviewList = z.object({ items: z.array(Review) });
export const reviewQuery = z.strictObject({
  playbook: word.optional(),
  status: word.optional(),
  kind: ReviewKind.optional(),
  overdue: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  ...pageQuery,
});

/** What a person concluded from a review. */
export const ReviewAnswer = z.strictObject({ text: z.string().trim().min(1).max(20_000) });

/** One playbook, or all that ran in the period or the one before; the seven days before now unless said. */
export const ReviewRun = z
  .strictObject({ playbook: word.optional(), from: moment.optional(), to: moment.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "expected a moment after from",
  });
