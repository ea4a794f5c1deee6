import { defineConnector } from "../../src/connector/connector.ts";
import { getUserAction } from "./get-user.ts";
import { checkHealth } from "./health.ts";
import { keycloakSource } from "./normalize.ts";
import { requirePasswordChangeAction } from "./require-password-change.ts";
import { restoreUserAction } from "./restore-user.ts";
import { revokeSessionsAction } from "./revoke-sessions.ts";
import { keycloakSettings } from "./settings.ts";
import { suspendUserAction } from "./suspend-user.ts";

export default defineConnector({
  id: "keycloak",
  title: "Keycloak",
  docs: "https://www.keycloak.org/docs/latest/server_admin/#event-types",
  settings: keycloakSettings,
  secrets: [{ name: "clientSecret", title: "Secret of the client", optional: "unless-it-acts" }],
  source: keycloakSource,
  actsWith: "baseUrl",
  actions: [getUserAction, suspendUserAction, restoreUserAction, revokeSessionsAction, requirePasswordChangeAction],
  health: checkHealth,
});
