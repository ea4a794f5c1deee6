import { randomBytes } from "node:crypto";
import { RefusedError } from "../../errors.ts";
import { sha256 } from "../../ids.ts";
import { connectionsOf } from "../../store/connection.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { createToken, exchangeAdminSecret, listTokens, revokeToken } from "../../store/token.ts";
import { workspaceName } from "../../store/workspace.ts";
import { type Authenticator, notFound } from "../authenticate.ts";
import { Done, idParams } from "../contract/page.ts";
import * as contract from "../contract/token.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, READERS, type Route, route } from "../door.ts";

const tag = "tokens";
const needs = ADMINS;
/** What people may do is given by somebody who has just proved who they are. */
const recent = true;

/** Tokens, and the one way to the first of them. */
export function tokenRoutes(deps: ApiDeps, authenticator: Authenticator): Route[] {
  return [login(deps, authenticator), self(deps), listAll(deps), create(deps), revoke(deps, authenticator)];
}

/** 256 random bits: not to be guessed, so a plain hash is enough to keep. */
function newToken(): string {
  return `crd_${randomBytes(32).toString("base64url")}`;
}

function login({ database }: ApiDeps, authenticator: Authenticator): Route {
  const summary = "Exchange the one-time admin secret for an admin token";
  const { Login: body, IssuedToken: answer } = contract;
  return route(
    { method: "post", path: "/v1/login", tag, summary, needs: "nobody", body, status: 201, answer },
    async ({ address, body: { secret, name } }) => {
      authenticator.admit(address);
      const token = newToken();
      const holder = await exchangeAdminSecret(database.system, sha256(secret), { name, hash: sha256(token) });
      if (holder !== null) return { id: holder.id, name, roles: holder.roles, token };
      authenticator.failed(address);
      throw new RefusedError(
        "api.not-authenticated",
        "This secret is not valid, or was used already. An admin can make tokens with: cordon tokens create.",
      );
    },
  );
}

function self({ database }: ApiDeps): Route {
  const summary = "Whose token this is, and of which workspace";
  const readers = [...READERS, "ingest"] as const;
  return route(
    { method: "get", path: "/v1/self", tag, summary, needs: [...readers], answer: contract.Self },
    async ({ caller: { name, person, roles, workspaceId } }) => ({
      ...{ name, person, roles, workspaceId },
      workspace: await inWorkspace(database, workspaceId, (client) => workspaceName(client, workspaceId)),
    }),
  );
}

function listAll({ database }: ApiDeps): Route {
  const summary = "List tokens; never the tokens themselves";
  return route(
    { method: "get", path: "/v1/tokens", tag, summary, needs, answer: contract.TokenList },
    ({ caller: { workspaceId } }) =>
      inWorkspace(database, workspaceId, async (client) => ({ items: await listTokens(client, workspaceId) })),
  );
}

function create({ database }: ApiDeps): Route {
  const summary = "Make a token; it is shown this once";
  const { NewToken: body, IssuedToken: answer } = contract;
  return route(
    { method: "post", path: "/v1/tokens", tag, summary, needs, recent, body, status: 201, answer },
    ({ caller: { workspaceId }, actor, body: { name, roles, person, connection } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const token = newToken();
        const connectionId = connection === undefined ? null : await idOfConnection(client, workspaceId, connection);
        const id = await createToken(client, workspaceId, {
          name,
          roles,
          hash: sha256(token),
          connectionId,
          person,
          by: actor,
        });
        return { id, name, roles, token };
      }),
  );
}

async function idOfConnection(client: Client, workspaceId: string, name: string): Promise<string> {
  const found = (await connectionsOf(client, workspaceId)).find((connection) => connection.name === name);
  if (found === undefined) throw notFound("connection", name);
  return found.id;
}

function revoke({ database }: ApiDeps, authenticator: Authenticator): Route {
  const summary = "Revoke a token";
  return route(
    { method: "delete", path: "/v1/tokens/{id}", tag, summary, needs, recent, params: idParams, answer: Done },
    async ({ caller: { workspaceId }, actor, params: { id } }) => {
      const revoked = await inWorkspace(database, workspaceId, (client) => revokeToken(client, workspaceId, id, actor));
      if (!revoked) throw notFound("token that is not revoked", id);
      authenticator.forget();
      return { done: true };
    },
  );
}
