import { defineConnector } from "../../src/connector/connector.ts";
import { LDAP_DOCS } from "./answer-codes.ts";
import { getUserAction } from "./get-user.ts";
import { checkHealth } from "./health.ts";
import { requirePasswordChangeAction } from "./require-password-change.ts";
import { restoreUserAction } from "./restore-user.ts";
import { ldapSettings } from "./settings.ts";
import { suspendUserAction } from "./suspend-user.ts";

export default defineConnector({
  id: "ldap",
  title: "LDAP and Active Directory",
  docs: LDAP_DOCS,
  settings: ldapSettings,
  secrets: [{ name: "password", title: "Password of the account" }],
  actions: [getUserAction, suspendUserAction, restoreUserAction, requirePasswordChangeAction],
  canary: {
    capability: "identity.suspend-user",
    input: ({ canaryUser }) => (canaryUser === "" ? null : { user: canaryUser, reason: "A write canary." }),
    forbidden: ({ forbiddenUser }) =>
      forbiddenUser === "" ? null : { user: forbiddenUser, reason: "A write canary." },
  },
  health: checkHealth,
});
