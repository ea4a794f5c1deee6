/** The identity provider as the doors use it: found through the guard, with its secret opened, and what it says of people followed. */
import { guardedFetch } from "../connector/guarded-fetch.ts";
import { openSecrets, sealContext } from "../connector/seal.ts";
import { RefusedError } from "../errors.ts";
import type { IdentityProvider } from "../model/identity-provider.ts";
import { type FoundProvider, findProvider, type Proved } from "../people/oidc.ts";
import { nameGiven, rolesGranted, verifiedMail } from "../people/oidc-claims.ts";
import { type Client, transaction } from "../store/database.ts";
import { followGrants, invitedFor, linkPerson, personOf } from "../store/identity.ts";
import type { StoredProvider } from "../store/identity-provider.ts";
import { audit } from "../store/membership.ts";
import { type Account, ensureAccount, readAccount } from "../store/person.ts";
import type { ApiDeps } from "./deps.ts";
import { auditRefusal } from "./sign-in.ts";

const BOUNDS = { what: "the identity provider", timeoutMs: 10_000, maxResponseBytes: 1024 * 1024 };

/** Where a browser sets out, where it comes back to, and where it is after it was signed out there. */
export const SET_OUT_PATH = "/sign-in/oidc";
export const COME_BACK_PATH = "/sign-in/oidc/callback";

/** What binds a client's secret to its provider: set for another issuer or client, it does not open. */
export function secretContext({ issuer, clientId }: Pick<IdentityProvider, "issuer" | "clientId">): string {
  return sealContext("identity-provider", `${issuer} ${clientId}`);
}

/** The provider with its description read. @throws RefusedError `people.bad-provider`, `connector.egress-refused`, and others of the way there. */
export function foundWith(
  { egress }: Pick<ApiDeps, "egress">,
  { issuer, clientId }: Pick<IdentityProvider, "issuer" | "clientId">,
  clientSecret: string,
): Promise<FoundProvider> {
  return findProvider({ issuer, clientId, clientSecret }, guardedFetch(egress, BOUNDS));
}

/** The same, of a provider that is kept. */
export function foundStored(
  deps: Pick<ApiDeps, "egress" | "keyring">,
  stored: Pick<StoredProvider, "settings" | "sealed">,
): Promise<FoundProvider> {
  return foundWith(deps, stored.settings, openedSecret(deps, stored));
}

/** The secret of the client at a provider that is kept. */
export function openedSecret(
  { keyring }: Pick<ApiDeps, "keyring">,
  { settings, sealed }: Pick<StoredProvider, "settings" | "sealed">,
): string {
  return openSecrets(keyring, secretContext(settings), sealed).clientSecret ?? "";
}

/**
 * The account of whom the provider vouches for, with the roles that its claims give now. Who comes for the first time is linked to whoever was
 * invited for their verified mail, or is made a person, as the settings allow.
 * @throws RefusedError `people.not-granted`, `people.name-taken`, `people.no-name`.
 */
export async function accountOf(
  { database }: Pick<ApiDeps, "database">,
  settings: IdentityProvider,
  proved: Proved,
  address: string,
): Promise<Account> {
  const granted = rolesGranted(settings, proved.claims);
  const first = [...granted].find(([, roles]) => roles.length > 0)?.[0];
  // Committed before anything is refused: roles that are taken away are gone whatever comes of the sign-in.
  const person = await transaction(database.system, async (client) => {
    const known = await personOf(client, proved);
    const name = known ?? (first === undefined ? null : await newcomer(client, settings, proved, first));
    if (name !== null) await followGrants(client, name, granted);
    return name;
  });
  const account = person === null ? null : await readAccount(database.system, person);
  if (account !== null && account.workspaces.length > 0) return account;
  await auditRefusal({ database }, { address }, account, "identity provider: nothing granted");
  throw new RefusedError(
    "people.not-granted",
    `${settings.name} knows you, but nothing of what it says of you gives you a role here, or an admin has shut you out.`,
  );
}

/** Null where the settings let nobody in who was not known before. */
async function newcomer(
  client: Client,
  settings: IdentityProvider,
  proved: Proved,
  workspaceId: string,
): Promise<string | null> {
  const mail = settings.linkByMail ? verifiedMail(proved.claims) : null;
  const invited = mail === null ? null : await invitedFor(client, mail);
  if (invited !== null) return linked(client, invited, proved, { workspaceId, action: "person-linked" });
  if (!settings.addPeople) return null;
  const name = nameGiven(settings, proved.claims);
  if (name === null)
    throw new RefusedError(
      "people.no-name",
      `${settings.name} gives no ${settings.nameClaim} that can be a name here: lower-case letters, digits, dots, dashes and @.`,
    );
  // Whoever has the name here is not proved to be who comes: the provider may give names away that people here go by.
  if (!(await ensureAccount(client, name))) throw taken(name);
  return linked(client, name, proved, { workspaceId, action: "person-added" });
}

async function linked(
  client: Client,
  person: string,
  { issuer, subject }: Proved,
  { workspaceId, action }: { workspaceId: string; action: string },
): Promise<string> {
  if (!(await linkPerson(client, person, { issuer, subject }))) throw taken(person);
  await audit(client, workspaceId, {
    ...{ actor: "identity-provider", action, name: person, details: { issuer, subject } },
  });
  return person;
}

function taken(name: string): RefusedError {
  return new RefusedError(
    "people.name-taken",
    `There is somebody here called ${name} already, and nothing says that this is you. An admin can have you linked by your mail: cordon person add <name> --mail.`,
  );
}
