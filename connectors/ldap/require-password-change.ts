import { Attribute, Change, type Entry } from "ldapts";
import { requirePasswordChange } from "../../src/connector/capabilities/identity.ts";
import { defineAction } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { directoryError, LDAP_DOCS } from "./answer-codes.ts";
import { dialectOf, type PasswordRule } from "./dialect.ts";
import { valuesOf } from "./entry-values.ts";
import { findAccount, requireAccount } from "./find-account.ts";
import { withDirectory } from "./session.ts";
import type { LdapSettings } from "./settings.ts";

/**
 * Modify (RFC 4511, 4.6): pwdLastSet is 0, or pwdReset is TRUE. What is lost is when the password was set, which its change sets anew, so that it
 * does no harm when somebody else changes it at the same time.
 * @throws RefusedError `connector.rejected` when the directory would not ask this account for a new password.
 */
export const requirePasswordChangeAction = defineAction<
  LdapSettings,
  typeof requirePasswordChange.input,
  typeof requirePasswordChange.output
>({
  capability: requirePasswordChange,
  docs: `${LDAP_DOCS}#section-4.6`,
  permissions: ["Read people", "Write pwdLastSet (Active Directory) or pwdReset (password policy overlay)"],
  idempotent: true,
  run: (context, { user }) =>
    withDirectory(context, async (session) => {
      const { password } = dialectOf(context.settings);
      const account = await requireAccount(session, context.settings, user);
      if (isRequired(account, password)) return { wasRequired: true };
      const why = password.ignored(account);
      if (why !== null)
        throw new RefusedError(
          "connector.rejected",
          `The directory asks ${account.dn} for no new password: ${why}. Set one by hand, or suspend the account.`,
        );
      const { attribute: type, required } = password;
      const modification = new Attribute({ type, values: [required] });
      try {
        await session.modify(account.dn, [new Change({ operation: "replace", modification })]);
      } catch (error) {
        throw directoryError(error, `require a new password of ${account.dn}`, true);
      }
      return { wasRequired: false };
    }),
  readBack: (context, { user }) =>
    withDirectory(context, async (session) => {
      const { password } = dialectOf(context.settings);
      const account = await findAccount(session, context.settings, user);
      if (!account) return { inForce: "no", seen: { found: false } };
      const required = isRequired(account, password);
      return { inForce: required ? "yes" : "no", seen: { found: true, required, dn: account.dn } };
    }),
});

function isRequired(account: Entry, { attribute, required }: PasswordRule): boolean {
  return valuesOf(account, attribute).some((value) => value.toLowerCase() === required.toLowerCase());
}
