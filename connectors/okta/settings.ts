import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

const BASE_URL =
  "The organization's address, for example https://acme.okta.com; with it Cordon can suspend accounts there, without it it only hears from it";

export const oktaSettings = z.strictObject({
  baseUrl: baseUrlField(BASE_URL).optional().describe(BASE_URL),
});
export type OktaSettings = z.output<typeof oktaSettings>;
