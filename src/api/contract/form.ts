/** Forms over the wire: what people are asked by a run that goes on with their answers. */
import { z } from "zod";
import { anyOf, pageOf, pageQuery, word } from "./page.ts";

/** pending: it waits · answered · expired: nobody answered in time, or the run has ended. */
export const FORM_STATUSES = ["pending", "answered", "expired"] as const;

export const Form = z.object({
  id: z.uuid(),
  workspaceId: z.uuid(),
  incidentId: z.uuid(),
  incidentNumber: z.number().int(),
  runId: z.uuid(),
  /** The step that asks, and in a loop its round. */
  step: z.string(),
  playbook: z.string(),
  queue: z.string(),
  reason: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      ask: z.string(),
      type: z.union([
        z.enum(["text", "integer", "boolean", "list"]),
        z.object({ oneOf: z.array(z.string()) }).meta({ description: "One of these words." }),
      ]),
    }),
  ),
  status: z.enum(FORM_STATUSES),
  askedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  answeredBy: z.string().nullable(),
  answers: z.record(z.string(), z.unknown()).nullable(),
});
export type Form = z.infer<typeof Form>;
export const FormPage = pageOf(Form);
export const formQuery = z.strictObject({
  status: anyOf(z.enum(FORM_STATUSES)).optional(),
  incident: z.uuid().optional(),
  queue: word.optional(),
  ...pageQuery,
});
/** All questions of the form, by name. */
export const FormAnswers = z.strictObject({ answers: z.record(z.string(), z.unknown()) });
