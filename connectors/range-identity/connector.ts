/** The range's identity provider: simulated, to try Cordon on. */
import { defineConnector } from "../../src/connector/connector.ts";
import { disableAccessKey } from "./disable-access-key.ts";
import { enableAccessKey } from "./enable-access-key.ts";
import { getAccessKey } from "./get-access-key.ts";
import { getUser } from "./get-user.ts";
import { requirePasswordChange } from "./require-password-change.ts";
import { restoreUser } from "./restore-user.ts";
import { revokeSessions } from "./revoke-sessions.ts";
import { health, settings } from "./settings.ts";
import { suspendUser } from "./suspend-user.ts";

const actions = [
  getUser,
  suspendUser,
  restoreUser,
  revokeSessions,
  requirePasswordChange,
  getAccessKey,
  disableAccessKey,
  enableAccessKey,
];

export default defineConnector({
  id: "range-identity",
  title: "Range: identity provider (simulated)",
  docs: "range/README.md",
  simulated: true,
  settings,
  secrets: [{ name: "token", title: "The range's token" }],
  actions,
  health: (context) => health(context, actions),
});
