import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

export const alertmanagerSettings = z.strictObject({
  baseUrl: baseUrlField(
    "Where Alertmanager answers, with its route prefix if it has one, for example https://alerts.example.com",
  ),
  user: z
    .string()
    .max(200)
    .default("")
    .describe("User for Basic authentication at the proxy in front; leave empty for none or for a token"),
});
export type AlertmanagerSettings = z.output<typeof alertmanagerSettings>;
