import { query } from "../../src/connector/capabilities/http.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { callWebhook, WEBHOOK_DOCS, WEBHOOK_PERMISSIONS } from "./call.ts";
import type { WebhookSettings } from "./settings.ts";

export const queryAction = defineAction<WebhookSettings, typeof query.input, typeof query.output>({
  capability: query,
  docs: WEBHOOK_DOCS,
  permissions: WEBHOOK_PERMISSIONS,
  idempotent: true,
  run: (context, input) => callWebhook(context, "GET", input),
});
