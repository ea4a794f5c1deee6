import { getUser } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { LDAP_DOCS } from "./answer-codes.ts";
import { dialectOf } from "./dialect.ts";
import { valuesOf } from "./entry-values.ts";
import { findAccount } from "./find-account.ts";
import { membershipsOf } from "./memberships.ts";
import { withDirectory } from "./session.ts";
import type { LdapSettings } from "./settings.ts";

/** Search (RFC 4511, 4.5): the person's entry, the groups it is in, and whether one of the privileged groups holds it. */
export const getUserAction = defineAction<LdapSettings, typeof getUser.input, typeof getUser.output>({
  capability: getUser,
  docs: `${LDAP_DOCS}#section-4.5`,
  permissions: ["Read people", "Read groups"],
  idempotent: true,
  run: (context, { user }) =>
    withDirectory(context, async (session) => {
      const { settings } = context;
      const account = await findAccount(session, settings, user);
      if (!account) return { found: false, enabled: false, privileged: false, displayName: "", groups: [] };
      const [displayName] = [...valuesOf(account, "displayName"), ...valuesOf(account, "cn"), account.dn];
      return {
        found: true,
        enabled: dialectOf(settings).isEnabled(account),
        displayName: displayName ?? "",
        ...(await membershipsOf(session, settings, account)),
      };
    }),
});
