/** What comes of proving who one is: a session, its cookie, and who one is now. */
import { RefusedError } from "../errors.ts";
import { sha256 } from "../ids.ts";
import { transaction } from "../store/database.ts";
import { readAccount } from "../store/person.ts";
import { findSession, type NewSession, openSession, rotateSession } from "../store/session.ts";
import { listWorkspaces } from "../store/workspace.ts";
import type { Access } from "./access.ts";
import type { Caller } from "./authenticate.ts";
import type { Me } from "./contract/session.ts";
import type { ApiDeps } from "./deps.ts";
import type { Call } from "./door.ts";
import { newSessionSecret, sessionCookie, WithCookie } from "./session-cookie.ts";

type Deps = Pick<ApiDeps, "database" | "publicUrl">;

/** Opens a session in a workspace and answers as `/v1/me`, with the cookie. `by` names what was proved, `provedAt` when, if not now. */
export async function signedIn(
  deps: Deps,
  access: Access,
  { workspaceId, ...who }: { workspaceId: string } & Pick<NewSession, "person" | "by" | "provedAt">,
  { address, agent }: Pick<Call, "address" | "agent">,
): Promise<WithCookie> {
  const secret = newSessionSecret();
  const hash = sha256(secret);
  await transaction(deps.database.system, (client) =>
    openSession(client, workspaceId, { ...who, hash, address, agent }),
  );
  return withSession(deps, access, secret);
}

/** Gives the caller's session another secret, since what it is worth has changed, and answers as `/v1/me`. */
export async function resigned(
  deps: Deps,
  access: Access,
  caller: Pick<Caller, "id" | "workspaceId">,
  how: { proved?: boolean } = {},
): Promise<WithCookie> {
  return withSession(deps, access, await rotated(deps, caller, how));
}

/** The cookie of a session that has just been proved anew. */
export async function provedAnew(deps: Deps, id: string): Promise<string> {
  const secret = newSessionSecret();
  await rotateSession(deps.database.system, id, { hash: sha256(secret), proved: true });
  return sessionCookie(secret, deps.publicUrl());
}

/** Gives the caller's session another secret; answers `value` with the cookie. */
export async function rotatedWith(
  deps: Deps,
  caller: Pick<Caller, "id" | "workspaceId">,
  value: unknown,
): Promise<WithCookie> {
  return new WithCookie(value, sessionCookie(await rotated(deps, caller, {}), deps.publicUrl()));
}

async function rotated(
  { database }: Deps,
  { id, workspaceId }: Pick<Caller, "id" | "workspaceId">,
  { proved = false }: { proved?: boolean },
): Promise<string> {
  const secret = newSessionSecret();
  await rotateSession(database.system, id, { hash: sha256(secret), workspaceId, proved });
  return secret;
}

async function withSession(deps: Deps, access: Access, secret: string): Promise<WithCookie> {
  const holder = await findSession(deps.database.system, sha256(secret));
  if (holder === null) throw new RefusedError("api.not-authenticated", "Your session was ended meanwhile.");
  const { person, workspaceId, roles, mustEnrol } = holder;
  const me = await meOf(deps, access, { person, name: person, workspaceId, roles, session: { mustEnrol } });
  return new WithCookie(me, sessionCookie(secret, deps.publicUrl()));
}

type Known = Pick<Caller, "person" | "name" | "workspaceId" | "roles"> & { session: { mustEnrol: boolean } | null };

/** Who the caller is; a token is in one workspace only, whoever's it is. */
export async function meOf({ database }: Pick<ApiDeps, "database">, access: Access, caller: Known): Promise<Me> {
  const { person, name, roles, workspaceId, session } = caller;
  const all = await listWorkspaces(database.system);
  const own = session === null ? [] : ((await readAccount(database.system, person))?.workspaces ?? []);
  const workspace = all.find(({ id }) => id === workspaceId)!;
  const workspaces = session === null ? [workspace] : own.map(({ id, name: called }) => ({ id, name: called }));
  const permissions = await access.permissionsOf(caller);
  const inFirst = all[0]?.id === workspaceId;
  return { person, name, roles, workspace, inFirst, workspaces, permissions, mustEnrol: session?.mustEnrol ?? false };
}
