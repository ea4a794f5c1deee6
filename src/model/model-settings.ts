/** Which language model a workspace is helped by, and how much of it. */

import { z } from "zod";
import { MODEL_PROVIDERS } from "./words.ts";

/** The secrets that each provider may have; the first is the usual one. */
export const MODEL_SECRETS = ["apiKey", "accessKeyId", "secretAccessKey", "sessionToken"] as const;

const whole = (least: number, most: number) => z.number().int().min(least).max(most);

export const ModelLimits = z.strictObject({
  /** Of one call. */
  inputCharacters: whole(1_000, 400_000).default(60_000),
  outputTokens: whole(64, 32_000).default(4_000),
  timeoutMs: whole(1_000, 300_000).default(60_000),
  /** Of a day (UTC) and workspace; tokens in and out together. */
  callsPerDay: whole(1, 1_000_000).default(500),
  tokensPerDay: whole(1_000, 1_000_000_000).default(2_000_000),
  /** In whatever the prices are in; needs prices. */
  costPerDay: z.number().min(0).max(1_000_000).optional(),
});
export type ModelLimits = z.infer<typeof ModelLimits>;

export const ModelSettings = z
  .strictObject({
    provider: z.enum(MODEL_PROVIDERS),
    /** As the provider names it; a deployment's name where it deploys. */
    model: z.string().trim().min(1).max(200),
    /** Where it is; the provider's own address when left out. */
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .optional(),
    resource: z
      .string()
      .regex(/^[a-zA-Z0-9-]{1,80}$/)
      .optional(),
    /** For a million tokens. */
    prices: z.strictObject({ input: z.number().min(0).max(10_000), output: z.number().min(0).max(10_000) }).optional(),
    limits: ModelLimits.prefault({}),
  })
  .refine(
    ({ provider, baseUrl }) => provider !== "openai-compatible" || baseUrl !== undefined,
    "baseUrl is needed: the address of the server, such as http://127.0.0.1:8080/v1",
  )
  .refine(
    ({ provider, baseUrl, resource }) => provider !== "azure" || baseUrl !== undefined || resource !== undefined,
    "resource is needed: the first word of the address",
  )
  .refine(
    ({ provider, baseUrl, region }) => provider !== "bedrock" || baseUrl !== undefined || region !== undefined,
    "region is needed",
  )
  .refine(
    ({ limits, prices }) => limits.costPerDay === undefined || prices !== undefined,
    "limits.costPerDay needs prices: for a million tokens, input and output",
  );
export type ModelSettings = z.infer<typeof ModelSettings>;

/** What came of a call. */
export const MODEL_OUTCOMES = [
  "reserved",
  "answered",
  "over-limit",
  "declined",
  "bad-answer",
  "not-valid",
  "unavailable",
  "not-authorized",
] as const;
export const ModelOutcome = z.enum(MODEL_OUTCOMES);
export type ModelOutcome = z.infer<typeof ModelOutcome>;
