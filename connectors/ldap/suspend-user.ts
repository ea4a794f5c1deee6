import { suspendUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { LDAP_DOCS } from "./answer-codes.ts";
import { readEnabled, setEnabled } from "./set-enabled.ts";
import type { LdapSettings } from "./settings.ts";

/** Modify (RFC 4511, 4.6): disables the account, keeping everything else about it. */
export const suspendUserAction = defineAction<LdapSettings, typeof suspendUser.input, typeof suspendUser.output>({
  capability: suspendUser,
  docs: `${LDAP_DOCS}#section-4.6`,
  permissions: ["Read people", "Write userAccountControl (Active Directory) or the attribute named in the settings"],
  idempotent: true,
  run: (context, { user }) => setEnabled(context, user, false),
  readBack: (context, { user }) => readEnabled(context, user, false),
});
