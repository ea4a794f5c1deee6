import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

const API_URL = "Where Cloudflare's API answers";

/** Without a place for rules the connection only hears what Cloudflare tells it. */
export const cloudflareSettings = z.strictObject({
  rulesOf: z
    .string()
    .regex(/^(zones|accounts)\/[0-9a-f]{32}$/, "zones/ or accounts/, and its id of 32 hexadecimal digits")
    .optional()
    .describe("The zone or account whose visitors are blocked, for example zones/ and its id; needed to act"),
  apiUrl: baseUrlField(API_URL).default("https://api.cloudflare.com/client/v4").describe(API_URL),
});
export type CloudflareSettings = z.output<typeof cloudflareSettings>;
