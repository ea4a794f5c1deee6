import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

const BASE_URL =
  "Where the local API answers, for example http://127.0.0.1:8080; with it Cordon can block addresses, without it it only hears from it";

export const crowdsecSettings = z.strictObject({
  baseUrl: baseUrlField(BASE_URL).optional().describe(BASE_URL),
  machineId: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,200}$/, "a machine's name: letters, digits, dots, dashes and underscores")
    .default("cordon")
    .describe("Machine to sign in as, made with cscli machines add"),
});
export type CrowdsecSettings = z.output<typeof crowdsecSettings>;
