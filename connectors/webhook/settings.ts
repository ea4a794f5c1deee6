import { z } from "zod";
import { baseUrlField } from "../../src/connector/setting-fields.ts";

export const webhookSettings = z.strictObject({
  baseUrl: baseUrlField("Where the system answers; paths of playbooks are appended to it and cannot leave it"),
  headerName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, "a header name of letters, digits and dashes")
    .default("X-Api-Key")
    .describe("Header that carries the secret header value, for systems without bearer tokens"),
  honoursIdempotencyKey: z
    .boolean()
    .default(false)
    .describe(
      "The system makes calls with the same Idempotency-Key header one effect, so that a call of unknown outcome may be repeated",
    ),
});
export type WebhookSettings = z.output<typeof webhookSettings>;
