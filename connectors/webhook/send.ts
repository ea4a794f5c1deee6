import { send } from "../../src/connector/capabilities/http.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { callWebhook, WEBHOOK_DOCS, WEBHOOK_PERMISSIONS } from "./call.ts";
import type { WebhookSettings } from "./settings.ts";

export const sendAction = defineAction<WebhookSettings, typeof send.input, typeof send.output>({
  capability: send,
  docs: WEBHOOK_DOCS,
  permissions: WEBHOOK_PERMISSIONS,
  idempotent: false,
  idempotentWith: (settings) => settings.honoursIdempotencyKey,
  run: (context, input) => callWebhook(context, "POST", input),
});
