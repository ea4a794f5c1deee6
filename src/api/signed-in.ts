/** What comes of proving who one is: a session, its cookie, and who one is now. */
import { sha256 } from "../ids.ts";
import { transaction } from "../store/database.ts";
import { readAccount } from "../store/person.ts";
import { openSession, rotateSession } from "../store/session.ts";
import { listWorkspaces } from "../store/workspace.ts";
import type { Access } from "./access.ts";
import type { Caller } from "./authenticate.ts";
import type { Me } from "./contract/session.ts";
import type { ApiDeps } from "./deps.ts";
import type { Call } from "./door.ts";
import { newSessionSecret, sessionCookie, WithCookie } from "./session-cookie.ts";

type Deps = Pick<ApiDeps, "database" | "publicUrl">;

/** Opens a session in a workspace and answers as `/v1/me`, with the cookie. `by` names what was proved. */
export async function signedIn(
  { database, publicUrl }: Deps,
  access: Access,
  { person, workspaceId, by }: { person: string; workspaceId: string; by: readonly string[] },
  { address, agent }: Pick<Call, "address" | "agent">,
): Promise<WithCookie> {
  const secret = newSessionSecret();
  const hash = sha256(secret);
  await transaction(database.system, (client) =>
    openSession(client, workspaceId, { person, hash, address, agent, by }),
  );
  const me = await meIn({ database }, access, person, workspaceId);
  return new WithCookie(me, sessionCookie(secret, publicUrl()));
}

/** Gives the caller's session another secret, since what it is worth has changed, and answers as `/v1/me`. */
export async function resigned(
  { database, publicUrl }: Deps,
  access: Access,
  { id, person, workspaceId }: Pick<Caller, "id" | "person" | "workspaceId">,
  { proved = false }: { proved?: boolean } = {},
): Promise<WithCookie> {
  const secret = newSessionSecret();
  await rotateSession(database.system, id, { hash: sha256(secret), workspaceId, proved });
  const me = await meIn({ database }, access, person, workspaceId);
  return new WithCookie(me, sessionCookie(secret, publicUrl()));
}

/** Who somebody is in one of their workspaces. */
async function meIn(
  { database }: Pick<ApiDeps, "database">,
  access: Access,
  person: string,
  workspaceId: string,
): Promise<Me> {
  const account = await readAccount(database.system, person);
  const workspaces = account?.workspaces ?? [];
  const here = workspaces.find(({ id }) => id === workspaceId);
  const roles = here?.roles ?? [];
  return {
    ...{ person, name: person, roles, permissions: access.permissionsOf({ roles }) },
    workspace: { id: workspaceId, name: here?.name ?? "" },
    workspaces: workspaces.map(({ id, name }) => ({ id, name })),
  };
}

/** Who the caller is: of a session as {@link signedIn} answers, of a token what it may do in its one workspace. */
export async function meOf({ database }: Pick<ApiDeps, "database">, access: Access, caller: Caller): Promise<Me> {
  const { person, name, roles, workspaceId, session } = caller;
  if (session !== null) return meIn({ database }, access, person, workspaceId);
  const workspace = (await listWorkspaces(database.system)).find(({ id }) => id === workspaceId)!;
  const permissions = access.permissionsOf(caller);
  return { person, name, roles, permissions, workspace, workspaces: [workspace] };
}
