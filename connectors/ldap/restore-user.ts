import { restoreUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { LDAP_DOCS } from "./answer-codes.ts";
import { readEnabled, setEnabled } from "./set-enabled.ts";
import type { LdapSettings } from "./settings.ts";

/** Modify (RFC 4511, 4.6): takes back what suspending wrote, keeping everything else about the account. */
export const restoreUserAction = defineAction<LdapSettings, typeof restoreUser.input, typeof restoreUser.output>({
  capability: restoreUser,
  docs: `${LDAP_DOCS}#section-4.6`,
  permissions: ["Read people", "Write userAccountControl (Active Directory) or the attribute named in the settings"],
  idempotent: true,
  async run(context, { user }) {
    await setEnabled(context, user, true);
    return {};
  },
  readBack: (context, { user }) => readEnabled(context, user, true),
});
