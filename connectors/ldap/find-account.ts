import { AndFilter, type Entry, EqualityFilter, OrFilter } from "ldapts";
import { RefusedError } from "../../src/errors.ts";
import { dialectOf } from "./dialect.ts";
import type { Session } from "./session.ts";
import { type LdapSettings, namingAttributes } from "./settings.ts";

/**
 * The one entry a person's name stands for. The name comes out of alerts: it is put into filter objects, which carry it as a value
 * whatever characters it has, and never into the text of a filter or a DN.
 * @throws RefusedError `connector.ambiguous` when several entries have that name.
 */
export async function findAccount(session: Session, settings: LdapSettings, user: string): Promise<Entry | undefined> {
  const { attributes, isPerson } = dialectOf(settings);
  const names = namingAttributes(settings);
  const value = withoutOwnDomain(user, settings);
  const isNamed = new OrFilter({ filters: names.map((attribute) => new EqualityFilter({ attribute, value })) });
  const found = await session.search(settings.baseDn, {
    scope: "sub",
    filter: new AndFilter({ filters: [...isPerson, isNamed] }),
    attributes: [...new Set([...names, ...attributes, "displayName", "cn"])],
    sizeLimit: 2,
  });
  if (found.length < 2) return found[0];
  throw new RefusedError(
    "connector.ambiguous",
    `Several accounts are named "${user.slice(0, 100)}" (by ${names.join(", ")}); name the account more exactly.`,
  );
}

/** As {@link findAccount}, for what acts on the account. @throws RefusedError `connector.not-found`. */
export async function requireAccount(session: Session, settings: LdapSettings, user: string): Promise<Entry> {
  const account = await findAccount(session, settings, user);
  if (account) return account;
  throw new RefusedError(
    "connector.not-found",
    `The directory has no account "${user.slice(0, 100)}" below ${settings.baseDn} (by ${namingAttributes(settings).join(", ")}).`,
  );
}

/** Windows writes DOMAIN\name; only our own domain's prefix is dropped, so that another domain's jdoe is never taken for ours. */
function withoutOwnDomain(user: string, { netbiosDomain }: LdapSettings): string {
  const prefix = netbiosDomain === undefined ? "" : `${netbiosDomain}\\`;
  return prefix !== "" && user.toLowerCase().startsWith(prefix.toLowerCase()) ? user.slice(prefix.length) : user;
}
