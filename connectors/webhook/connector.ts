import { defineConnector } from "../../src/connector/connector.ts";
import { WEBHOOK_DOCS } from "./call.ts";
import { containAction } from "./contain.ts";
import { checkHealth } from "./health.ts";
import { queryAction } from "./query.ts";
import { sendAction } from "./send.ts";
import { webhookSettings } from "./settings.ts";

export default defineConnector({
  id: "webhook",
  title: "HTTP webhook",
  docs: WEBHOOK_DOCS,
  settings: webhookSettings,
  secrets: [
    { name: "token", title: "Bearer token", optional: true },
    { name: "headerValue", title: "Value of the secret header", optional: true },
  ],
  actions: [queryAction, sendAction, containAction],
  health: checkHealth,
});
