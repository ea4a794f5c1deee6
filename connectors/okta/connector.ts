import { defineConnector } from "../../src/connector/connector.ts";
import { getUserAction } from "./get-user.ts";
import { checkHealth } from "./health.ts";
import { oktaSource } from "./normalize.ts";
import { requirePasswordChangeAction } from "./require-password-change.ts";
import { restoreUserAction } from "./restore-user.ts";
import { revokeSessionsAction } from "./revoke-sessions.ts";
import { oktaSettings } from "./settings.ts";
import { suspendUserAction } from "./suspend-user.ts";

export default defineConnector({
  id: "okta",
  title: "Okta",
  docs: "https://developer.okta.com/docs/reference/api/system-log/",
  settings: oktaSettings,
  secrets: [
    { name: "authorization", title: "Secret in the event hook's Authorization field", optional: true },
    { name: "token", title: "API token", optional: "unless-it-acts" },
  ],
  source: oktaSource,
  actions: [getUserAction, suspendUserAction, restoreUserAction, revokeSessionsAction, requirePasswordChangeAction],
  actsWith: "baseUrl",
  health: checkHealth,
});
