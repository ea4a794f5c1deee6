import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

export const defenderSettings = z.strictObject({
  tenantId: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/, "the id or a domain of the tenant")
    .optional()
    .describe("Entra tenant; with it Cordon can isolate devices there, without it it only hears from Defender"),
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,100}$/, "the id of an application")
    .optional()
    .describe("Application (client) id of the app registration to sign in as"),
  authority: baseUrlField("Entra ID")
    .default("https://login.microsoftonline.com")
    .describe("Where Entra ID gives tokens; national clouds have their own"),
  apiBase: baseUrlField("Defender for Endpoint")
    .default("https://api.securitycenter.microsoft.com")
    .describe("Where Defender for Endpoint answers; national clouds have their own"),
});
export type DefenderSettings = z.output<typeof defenderSettings>;
