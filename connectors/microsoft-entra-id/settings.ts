import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

const GRAPH_URL = "Where Microsoft Graph answers; another address in national clouds";
const LOGIN_URL = "Where the tenant gives out tokens; another address in national clouds";

/** Without a tenant the connection only hears what Entra ID tells it. */
export const entraIdSettings = z.strictObject({
  tenantId: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/, "a tenant's id or one of its domains")
    .optional()
    .describe("The tenant's id or one of its domains, for example example.onmicrosoft.com; needed to act on accounts"),
  clientId: z.guid().optional().describe("Id of the application (client) that Cordon signs in as; needed to act"),
  graphUrl: baseUrlField(GRAPH_URL).default("https://graph.microsoft.com").describe(GRAPH_URL),
  loginUrl: baseUrlField(LOGIN_URL).default("https://login.microsoftonline.com").describe(LOGIN_URL),
});
export type EntraIdSettings = z.output<typeof entraIdSettings>;
