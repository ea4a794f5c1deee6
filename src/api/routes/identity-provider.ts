import { sealSecrets } from "../../connector/seal.ts";
import { InputError, RefusedError } from "../../errors.ts";
import type { Grant, IdentityProvider } from "../../model/identity-provider.ts";
import { signingKeys } from "../../people/oidc.ts";
import { rolesGranted } from "../../people/oidc-claims.ts";
import { transaction } from "../../store/database.ts";
import { readProvider, removeProvider, type StoredProvider, saveProvider } from "../../store/identity-provider.ts";
import { isFirstWorkspace, listWorkspaces } from "../../store/workspace.ts";
import { type Authenticator, noneThere, notFound } from "../authenticate.ts";
import * as contract from "../contract/identity-provider.ts";
import { Done } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, type Route, route } from "../door.ts";
import { COME_BACK_PATH, foundStored, foundWith, openedSecret, secretContext } from "../identity.ts";

const path = "/v1/identity-provider";
const tag = "people";
const needs = ADMINS;
/** Whoever chooses the provider chooses who comes in. */
const recent = true;

/** By which identity provider people come, and what it gives them. */
export function identityProviderRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [read(deps), set(deps, authenticator), remove(deps), test(deps)];
}

function read(deps: ApiDeps): Route {
  const summary = "Read by which identity provider people come, and what it gives them; never its secret";
  const answer = contract.IdentityProviderView;
  return route({ method: "get", path, tag, summary, needs, answer }, async ({ caller: { workspaceId } }) => {
    await demandFirst(deps, workspaceId);
    return shown(deps);
  });
}

function set(deps: ApiDeps, { forget }: Authenticator): Route {
  const summary = "Let people come by an identity provider, in place of the one before; it is asked first";
  const { NewIdentityProvider: body, IdentityProviderView: answer } = contract;
  return route(
    { method: "put", path, tag, summary, needs, recent, body, answer },
    async ({ caller: { workspaceId }, actor: by, body: { clientSecret: given, grants, ...rest } }) => {
      const { database, keyring } = deps;
      await demandFirst(deps, workspaceId);
      const settings = { ...rest, grants: await grantsOf(deps, workspaceId, grants) };
      const clientSecret = given ?? secretOfBefore(deps, settings, await readProvider(database.system));
      const { signOutAt } = await foundWith(deps, settings, clientSecret);
      const sealed = sealSecrets(keyring, secretContext(settings), { clientSecret });
      await transaction(database.system, (client) =>
        saveProvider(client, workspaceId, { settings, sealed, signOutAt, by }),
      );
      forget();
      return shown(deps);
    },
  );
}

function remove(deps: ApiDeps): Route {
  const summary = "Let nobody come by the identity provider any more; sessions that are open go on";
  return route(
    { method: "delete", path, tag, summary, needs, recent, answer: Done },
    async ({ caller: { workspaceId }, actor }) => {
      await demandFirst(deps, workspaceId);
      const removed = await transaction(deps.database.system, (client) => removeProvider(client, workspaceId, actor));
      if (!removed) throw noneThere("identity provider", "Nobody comes by one.");
      return { done: true };
    },
  );
}

function test(deps: ApiDeps): Route {
  const summary = "Ask the identity provider what it can do, and see what some values of its claim would give";
  const { TestIdentityProvider: body, TestedIdentityProvider: answer } = contract;
  return route(
    { method: "post", path: `${path}/test`, tag, summary, needs, body, answer },
    async ({ caller: { workspaceId }, body: { values } }) => {
      await demandFirst(deps, workspaceId);
      const stored = await readProvider(deps.database.system);
      if (stored === null) throw noneThere("identity provider", "PUT /v1/identity-provider says where it is.");
      const found = await foundStored(deps, stored);
      const about = found.configuration.serverMetadata();
      const granted = rolesGranted({ ...stored.settings, rolesClaim: "it" }, { it: values });
      const names = await namesOf(deps);
      return {
        issuer: about.issuer,
        pkce: about.code_challenge_methods_supported?.includes("S256") ?? false,
        namesItself: about.authorization_response_iss_parameter_supported ?? false,
        signsOut: found.signOutAt !== null,
        keys: await signingKeys(found),
        granted: [...granted].map(([id, roles]) => ({ workspace: names.get(id) ?? id, roles })),
      };
    },
  );
}

/** The provider is the installation's, and so is who comes in by it. */
async function demandFirst({ database }: ApiDeps, workspaceId: string): Promise<void> {
  if (await isFirstWorkspace(database.system, workspaceId)) return;
  throw new RefusedError("people.not-yours", "This holds in every workspace: ask an admin of the first one.");
}

async function shown(deps: ApiDeps): Promise<contract.IdentityProviderView> {
  const stored = await readProvider(deps.database.system);
  const uris = { redirectUri: deps.publicUrl() + COME_BACK_PATH, signedOutUri: `${deps.publicUrl()}/` };
  if (stored === null) return { provider: null, ...uris };
  const names = await namesOf(deps);
  const grants = stored.settings.grants.map(({ workspaceId, ...grant }) => ({
    ...{ ...grant, workspace: names.get(workspaceId) ?? workspaceId },
  }));
  const changed = { changedBy: stored.changedBy, changedAt: stored.changedAt.toISOString() };
  return { provider: { ...stored.settings, grants, ...changed }, ...uris };
}

async function namesOf({ database }: ApiDeps): Promise<Map<string, string>> {
  return new Map((await listWorkspaces(database.system)).map(({ id, name }) => [id, name]));
}

async function grantsOf(
  { database }: ApiDeps,
  here: string,
  grants: readonly (Omit<Grant, "workspaceId"> & { workspace?: string | undefined })[],
): Promise<Grant[]> {
  const all = await listWorkspaces(database.system);
  return grants.map(({ workspace, ...grant }) => {
    const id = workspace === undefined ? here : all.find(({ name }) => name === workspace)?.id;
    if (id !== undefined) return { ...grant, workspaceId: id };
    throw notFound(
      "workspace",
      workspace ?? "",
      all.map(({ name }) => name),
    );
  });
}

/** The secret that is kept, as long as it goes where it went before. */
function secretOfBefore(deps: ApiDeps, settings: IdentityProvider, before: StoredProvider | null): string {
  const same = before?.settings.issuer === settings.issuer && before.settings.clientId === settings.clientId;
  if (before !== null && same) return openedSecret(deps, before);
  throw new InputError("people.secret-needed", "The client's secret is needed for a new issuer or client.");
}
