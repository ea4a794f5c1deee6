import { z } from "zod";
import { MODEL_SECRETS, ModelOutcome, ModelSettings } from "../../model/model-settings.ts";
import { anyOf, pageOf, pageQuery, word } from "./page.ts";

/** The model of a workspace; never the values of its secrets. */
export const Model = z.object({
  settings: ModelSettings.nullable(),
  secretNames: z.array(z.string()),
  changedBy: z.string().nullable(),
  changedAt: z.iso.datetime().nullable(),
});
export type Model = z.infer<typeof Model>;

/** Secrets that are not named are gone: an address that changed never gets the key of the one before. */
export const ModelChange = z.strictObject({
  settings: ModelSettings,
  secrets: z.partialRecord(z.enum(MODEL_SECRETS), z.string().min(1).max(4_000)).default({}),
});

/** What a model that is tried out answered; nothing of the workspace was said to it. */
export const ModelTried = z.object({
  /** At most 200 characters of it. */
  text: z.string(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  ms: z.number().int(),
});
export type ModelTried = z.infer<typeof ModelTried>;

export const ModelCall = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  kind: z.string(),
  incidentId: z.uuid().nullable(),
  model: z.string(),
  by: z.string(),
  outcome: ModelOutcome,
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cost: z.number(),
  ms: z.number().int().nullable(),
});
export type ModelCall = z.infer<typeof ModelCall>;
export const ModelCallPage = pageOf(ModelCall);
export const modelCallQuery = z.strictObject({
  kind: word.optional(),
  outcome: anyOf(ModelOutcome).optional(),
  ...pageQuery,
});

export const AskAboutIncident = z.strictObject({ kind: z.enum(["disposition", "summary", "next-steps"]) });

export const AskForContent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("filter"),
    of: z.enum(["alerts", "incidents"]).default("incidents"),
    question: z.string().trim().min(1).max(1_000),
  }),
  z.strictObject({
    kind: z.literal("playbook"),
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
    runbook: z.string().trim().min(1).max(200_000),
  }),
]);
