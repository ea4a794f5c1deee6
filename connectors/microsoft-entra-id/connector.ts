import { defineConnector } from "../../src/connector/connector.ts";
import { getUserAction } from "./get-user.ts";
import { checkHealth } from "./health.ts";
import { entraIdSource } from "./normalize.ts";
import { requirePasswordChangeAction } from "./require-password-change.ts";
import { restoreUserAction } from "./restore-user.ts";
import { revokeSessionsAction } from "./revoke-sessions.ts";
import { entraIdSettings } from "./settings.ts";
import { suspendUserAction } from "./suspend-user.ts";

export default defineConnector({
  id: "microsoft-entra-id",
  title: "Microsoft Entra ID",
  docs: "https://learn.microsoft.com/graph/api/resources/riskdetection",
  settings: entraIdSettings,
  secrets: [{ name: "clientSecret", title: "Secret of the application", optional: "unless-it-acts" }],
  source: entraIdSource,
  actions: [getUserAction, suspendUserAction, restoreUserAction, revokeSessionsAction, requirePasswordChangeAction],
  actsWith: "tenantId",
  health: checkHealth,
});
