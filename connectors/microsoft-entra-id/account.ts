/** The one account that a name out of an alert stands for. */
import { z } from "zod";
import { odataText } from "../../src/connector/odata.ts";
import { RefusedError } from "../../src/errors.ts";
import type { Graph } from "./graph.ts";

const Account = z.object({
  id: z.guid(),
  userPrincipalName: z.string().nullish(),
  mail: z.string().nullish(),
  displayName: z.string().nullish(),
  accountEnabled: z.boolean(),
  /** Null or false for an account of the cloud alone. */
  onPremisesSyncEnabled: z.boolean().nullish(),
  signInSessionsValidFromDateTime: z.string().nullish(),
  passwordProfile: z.object({ forceChangePasswordNextSignIn: z.boolean().nullish() }).nullish(),
});
export type Account = z.output<typeof Account>;

const FIELDS = [
  "id",
  "userPrincipalName",
  "mail",
  "displayName",
  "accountEnabled",
  "onPremisesSyncEnabled",
  "signInSessionsValidFromDateTime",
];

/**
 * By id, user principal name or mail address. The name comes out of alerts: it stands in the filter as one quoted value, whatever characters it
 * has, and in the path only when it is an id.
 * @param more Fields that need a right of their own.
 * @throws RefusedError `connector.ambiguous` when several accounts have that address.
 */
export async function findAccount(graph: Graph, user: string, more: string[] = []): Promise<Account | undefined> {
  const query = { $select: [...FIELDS, ...more].join(",") };
  if (z.guid().safeParse(user).success) return graph.get(`/users/${user}`, Account, query);
  const value = odataText(user);
  const $filter = `userPrincipalName eq ${value} or mail eq ${value}`;
  const found = await graph.list("/users", Account, { $filter, $select: FIELDS.join(",") });
  const named = found.filter(({ userPrincipalName }) => isSame(userPrincipalName, user));
  const addressed = found.filter(({ mail }) => isSame(mail, user));
  const meant = named.length > 0 ? named : addressed;
  if (meant.length > 1)
    throw new RefusedError(
      "connector.ambiguous",
      `Several accounts of Entra ID have the address "${user.slice(0, 100)}"; name the account by its user principal name.`,
    );
  // Filters are answered from an index that lags behind: the state is read from the account itself.
  return meant[0] && graph.get(`/users/${meant[0].id}`, Account, query);
}

/** As {@link findAccount}, for what acts on the account. @throws RefusedError `connector.not-found`. */
export async function requireAccount(graph: Graph, user: string, more: string[] = []): Promise<Account> {
  const account = await findAccount(graph, user, more);
  if (account) return account;
  throw new RefusedError(
    "connector.not-found",
    `Entra ID has no account "${user.slice(0, 100)}" (by id, user principal name or mail address).`,
  );
}

/** @throws RefusedError `connector.rejected` for an account whose state Active Directory keeps: the next synchronization takes it back. */
export function refuseSynced(account: Account, what: string): void {
  if (!account.onPremisesSyncEnabled) return;
  throw new RefusedError(
    "connector.rejected",
    `${nameOf(account)} is synchronized from Active Directory, which would take back what is done here: ${what} in Active Directory (a connection of ldap), and end its sessions here.`,
  );
}

/** Whether somebody else's directory signs it in: https://learn.microsoft.com/entra/external-id/user-properties */
export function isExternal({ userPrincipalName }: Account): boolean {
  return userPrincipalName?.toUpperCase().includes("#EXT#") === true;
}

export function nameOf({ userPrincipalName, id }: Account): string {
  return (userPrincipalName || id).slice(0, 100);
}

function isSame(name: string | null | undefined, user: string): boolean {
  return name?.toLowerCase() === user.toLowerCase();
}
