import { contain } from "../../src/connector/capabilities/http.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { callWebhook, WEBHOOK_DOCS, WEBHOOK_PERMISSIONS } from "./call.ts";
import type { WebhookSettings } from "./settings.ts";

/** The entity is for the guard and the journal; the system is told what the path and the body say. */
export const containAction = defineAction<WebhookSettings, typeof contain.input, typeof contain.output>({
  capability: contain,
  docs: WEBHOOK_DOCS,
  permissions: WEBHOOK_PERMISSIONS,
  idempotent: false,
  idempotentWith: (settings) => settings.honoursIdempotencyKey,
  run: (context, { path, query, body }) => callWebhook(context, "POST", { path, query, body }),
});
