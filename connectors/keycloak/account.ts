/** Accounts of a realm, found by the name that people sign in with, by mail address, or by id. */
import { z } from "zod";
import { pathPart } from "../../src/connector/bearer-api.ts";
import type { ReadBack } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { type AdminSession, type KeycloakContext, signIn } from "./admin-api.ts";

/** Whatever else there is about an account goes back with a change as it came: what is left out of a PUT may be taken for deleted. */
const Account = z.looseObject({
  id: z.string().min(1),
  username: z.string(),
  enabled: z.boolean().default(false),
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  serviceAccountClientId: z.string().optional(),
  requiredActions: z.array(z.string()).default([]),
});
export type Account = z.output<typeof Account>;

const Accounts = z.array(Account);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * GET /users, exactly by username, then by mail address; GET /users/{id} for an id. No part of a name is enough.
 * @throws RefusedError `connector.ambiguous` when several accounts have the address.
 */
export async function findAccount(session: AdminSession, user: string): Promise<Account | undefined> {
  if (UUID.test(user)) return byId(session, user);
  const same = (text: string | undefined) => text?.toLowerCase() === user.toLowerCase();
  for (const field of ["username", "email"] as const) {
    const query = { [field]: user, exact: "true", briefRepresentation: "false", max: "3" };
    const found = (await session.call("GET", "/users", Accounts, { query })).filter((one) => same(one[field]));
    if (found.length > 1)
      throw new RefusedError(
        "connector.ambiguous",
        `Several accounts have the ${field} "${user.slice(0, 100)}"; name one by its username or id.`,
      );
    // A list may leave out what a change must send back.
    if (found[0] !== undefined) return byId(session, found[0].id);
  }
  return undefined;
}

/** @throws RefusedError `connector.not-found`. */
export async function requireAccount(session: AdminSession, user: string): Promise<Account> {
  const account = await findAccount(session, user);
  if (account === undefined)
    throw new RefusedError("connector.not-found", `The realm has no account "${user.slice(0, 100)}".`);
  return account;
}

/** PUT /users/{id} with all that was read and this beside it. */
export async function change(session: AdminSession, account: Account, to: Partial<Account>): Promise<void> {
  // What was read of rights and sessions is no part of the account.
  const { access: _access, userProfileMetadata: _metadata, ...kept } = account;
  await session.call("PUT", `/users/${pathPart(account.id)}`, z.unknown(), { body: { ...kept, ...to } });
}

/** What is so of an account now, as a read-back says it. */
export async function look(
  context: KeycloakContext,
  user: string,
  isSo: (account: Account) => boolean,
): Promise<ReadBack> {
  const account = await findAccount(await signIn(context), user);
  if (account === undefined) return { inForce: "no", seen: { found: false } };
  const { id, username, enabled, requiredActions } = account;
  return { inForce: isSo(account) ? "yes" : "no", seen: { found: true, id, username, enabled, requiredActions } };
}

async function byId(session: AdminSession, id: string): Promise<Account | undefined> {
  const found = await session.call(
    "GET",
    `/users/${pathPart(id)}`,
    z.union([Account, z.object({ error: z.string() })]),
    {
      accept: [404],
    },
  );
  return "id" in found ? (found as Account) : undefined;
}
