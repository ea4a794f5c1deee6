/** The one account that a name out of an alert stands for. */
import { z } from "zod";
import { pathPart } from "../../src/connector/bearer-api.ts";
import type { ReadBack } from "../../src/connector/connector.ts";
import { RefusedError } from "../../src/errors.ts";
import { ask, type OktaContext } from "./management-api.ts";
import { STATES, STATUSES } from "./states.ts";

const Account = z.object({
  id: z.string().min(1).max(100),
  status: z.enum(STATUSES),
  /** When the state changed last. */
  statusChanged: z.string().nullish(),
  /** Set while a change of the state is still going on. */
  transitioningToStatus: z.string().nullish(),
  profile: z.object({
    login: z.string(),
    email: z.string().nullish(),
    displayName: z.string().nullish(),
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
  }),
  credentials: z.object({ provider: z.object({ type: z.string() }).optional() }).optional(),
});
export type Account = z.output<typeof Account>;

/** Addresses that can stand between quotes in a search expression as they are. */
const PLAIN_ADDRESS = /^[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}$/;

/**
 * By id, login or login's short name (GET /api/v1/users/{id}), else by primary mail address (GET /api/v1/users?search=…). The name comes out of
 * alerts: what Okta makes more of than a name, as "me" for whoever asks, finds nobody.
 * @throws RefusedError `connector.ambiguous` when several accounts have that address; InputError `connector.bad-input`.
 */
export async function findAccount(context: OktaContext, user: string): Promise<Account | undefined> {
  const named = await ask(context, `/api/v1/users/${pathPart(user.toWellFormed())}`, Account, { accept: [404] });
  if (named && isNamed(named, user)) return named;
  if (!PLAIN_ADDRESS.test(user)) return undefined;
  const query = { search: `profile.email eq "${user}"`, limit: "2" };
  const addressed = (await ask(context, "/api/v1/users", z.array(Account), { query })) ?? [];
  const found = addressed.filter(({ profile }) => isSame(profile.email, user));
  if (found.length > 1)
    throw new RefusedError(
      "connector.ambiguous",
      `Several accounts of Okta have the address "${user.slice(0, 100)}"; name the account by its login.`,
    );
  // The search index lags behind: the state is read from the account itself.
  return found[0] && ask(context, `/api/v1/users/${pathPart(found[0].id)}`, Account, { accept: [404] });
}

/** As {@link findAccount}, for what acts on the account. @throws RefusedError `connector.not-found`. */
export async function requireAccount(context: OktaContext, user: string): Promise<Account> {
  const account = await findAccount(context, user);
  if (account) return account;
  throw new RefusedError(
    "connector.not-found",
    `Okta has no account "${user.slice(0, 100)}" (by id, login, its short name, or primary mail address).`,
  );
}

/** GET /api/v1/users/me: whose token we hold. */
export async function ourself(context: OktaContext): Promise<Account> {
  return (await ask(context, "/api/v1/users/me", Account)) as Account;
}

/** Reads the state again and says whether it is as wanted; not while a change is still going on. */
export async function readState(
  context: OktaContext,
  user: string,
  isWanted: (account: Account) => boolean,
): Promise<ReadBack> {
  const account = await findAccount(context, user);
  if (!account) return { inForce: "no", seen: { found: false } };
  const { id, status, statusChanged, transitioningToStatus } = account;
  const seen = { found: true, id, status, means: STATES[status].words };
  if (transitioningToStatus) return { inForce: "cannot-tell", seen: { ...seen, transitioningToStatus } };
  return { inForce: isWanted(account) ? "yes" : "no", seen, mark: statusChanged ?? undefined };
}

function isNamed({ id, profile: { login } }: Account, user: string): boolean {
  return id === user || isSame(login, user) || isSame(login.split("@")[0], user);
}

function isSame(name: string | null | undefined, user: string): boolean {
  return name?.toLowerCase() === user.toLowerCase();
}
