import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

export const crowdstrikeSettings = z.strictObject({
  baseUrl: baseUrlField("Falcon's API")
    .default("https://api.crowdstrike.com")
    .describe(
      "Falcon's API in your cloud: https://api.crowdstrike.com (US-1), https://api.us-2.crowdstrike.com, https://api.eu-1.crowdstrike.com, https://api.laggar.gcw.crowdstrike.com (US-GOV-1)",
    ),
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/, "the id of an API client, without spaces")
    .optional()
    .describe("API client to sign in as; with it Cordon can contain hosts there, without it it only hears from Falcon"),
});
export type CrowdstrikeSettings = z.output<typeof crowdstrikeSettings>;
