import type { Entry } from "ldapts";
import type { ReadBack } from "../../src/connector/connector.ts";
import { RefusedError, TransientError } from "../../src/errors.ts";
import { directoryError, hasResultCode, NO_SUCH_ATTRIBUTE, VALUE_EXISTS } from "./answer-codes.ts";
import { dialectOf } from "./dialect.ts";
import { valuesOf } from "./entry-values.ts";
import { findAccount, requireAccount } from "./find-account.ts";
import { type LdapContext, type Session, withDirectory } from "./session.ts";
import type { LdapSettings } from "./settings.ts";

const ATTEMPTS = 3;

/**
 * Enables or disables an account, unless it is so already; answers whether it was enabled before.
 * @throws RefusedError `connector.not-found`, `connector.ambiguous`, `connector.forbidden`; `connector.rejected` for the account this
 * connection signs in with; TransientError `connector.conflict` when others keep changing it.
 */
export function setEnabled(context: LdapContext, user: string, enabled: boolean): Promise<{ wasEnabled: boolean }> {
  const { settings } = context;
  const dialect = dialectOf(settings);
  return withDirectory(context, async (session) => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const account = await requireAccount(session, settings, user);
      const wasEnabled = dialect.isEnabled(account);
      if (wasEnabled === enabled) return { wasEnabled };
      if (!enabled) refuseOurself(account, settings);
      if (await isChanged(session, account, enabled, settings)) return { wasEnabled };
    }
    throw new TransientError(
      "connector.conflict",
      `Somebody else keeps changing the account "${user.slice(0, 100)}".`,
      {
        retryAfterMs: 1000,
        details: { sent: false },
      },
    );
  });
}

/** Reads the attribute again and says whether it is as wanted. */
export function readEnabled(context: LdapContext, user: string, wanted: boolean): Promise<ReadBack> {
  return withDirectory(context, async (session) => {
    const account = await findAccount(session, context.settings, user);
    if (!account) return { inForce: "no", seen: { found: false } };
    const enabled = dialectOf(context.settings).isEnabled(account);
    return { inForce: enabled === wanted ? "yes" : "no", seen: { found: true, enabled, dn: account.dn } };
  });
}

/** False when the account was changed since it was read: it has to be read again. */
async function isChanged(session: Session, account: Entry, enabled: boolean, settings: LdapSettings): Promise<boolean> {
  try {
    await session.modify(account.dn, dialectOf(settings).changesTo(account, enabled));
    return true;
  } catch (error) {
    if (hasResultCode(error, NO_SUCH_ATTRIBUTE, VALUE_EXISTS)) return false;
    throw directoryError(error, `${enabled ? "enable" : "disable"} ${account.dn}`, true);
  }
}

/** Disabling the account we sign in with would leave nobody to enable it again. */
function refuseOurself(account: Entry, { bindDn }: LdapSettings): void {
  const [withoutDomain] = bindDn.split("\\").slice(-1);
  const ours = [bindDn, withoutDomain].map((name) => comparable(name ?? ""));
  const names = [account.dn, ...valuesOf(account, "userPrincipalName"), ...valuesOf(account, "sAMAccountName")];
  if (!names.some((name) => ours.includes(comparable(name)))) return;
  throw new RefusedError(
    "connector.rejected",
    `${account.dn} is the account this connection signs in with; disabling it would leave no way back.`,
  );
}

/** Names and DNs are the same in any case and with any spaces around commas. */
function comparable(name: string): string {
  return name.toLowerCase().replace(/\s*,\s*/g, ",");
}
