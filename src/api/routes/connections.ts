import { checkConnection, invokeHealth } from "../../connector/invoke.ts";
import { openSecrets, sealContext, sealSecrets } from "../../connector/seal.ts";
import { InputError, RefusedError } from "../../errors.ts";
import { nearestName } from "../../expression/nearest.ts";
import { newId } from "../../ids.ts";
import {
  connectionsOf,
  noteHealth,
  removeConnection,
  type StoredConnection,
  saveConnection,
} from "../../store/connection.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/connection.ts";
import { Done } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";
import { allViews, named, oneView } from "./connection-view.ts";
import { intakeRoute } from "./intake.ts";

const tag = "connections";
const params = contract.connectionParams;
const HEALTH_TIMEOUT_MS = 15_000;

/** Connections: what is configured, and how it is. Secrets are sealed before they are stored and never given back. */
export function connectionRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), save(deps), test(deps), remove(deps), intakeRoute(deps)];
}

function listOf(deps: ApiDeps): Route {
  const answer = contract.ConnectionList;
  return route(
    { method: "get", path: "/v1/connections", tag, summary: "List connections", needs: READERS, answer },
    ({ caller: { workspaceId } }) =>
      inWorkspace(deps.database, workspaceId, async (client) => ({
        items: await allViews(deps, client, workspaceId),
      })),
  );
}

function readOne(deps: ApiDeps): Route {
  const answer = contract.ConnectionView;
  return route(
    {
      method: "get",
      path: "/v1/connections/{name}",
      tag,
      summary: "Read a connection",
      needs: READERS,
      params,
      answer,
    },
    ({ caller: { workspaceId }, params: { name } }) =>
      inWorkspace(deps.database, workspaceId, (client) => oneView(deps, client, workspaceId, name)),
  );
}

function save(deps: ApiDeps): Route {
  const summary = "Add a connection, or replace settings and secrets of the one of that name";
  const { NewConnection: body, ConnectionView: answer } = contract;
  return route(
    {
      method: "post",
      path: "/v1/connections",
      tag,
      summary,
      needs: ENGINEERS,
      recent: true,
      body,
      status: 201,
      answer,
    },
    async ({ caller: { workspaceId }, actor, body: { name, connector: id, settings, secrets: given = {} } }) => {
      const connector = deps.connectors.get(id);
      if (connector === undefined) throw unknownConnector(id, [...deps.connectors.keys()]);
      const saved = await inWorkspace(deps.database, workspaceId, async (client) => {
        const kept = await keptSecrets(deps, client, { workspaceId, name, connector: id }, Object.keys(given));
        const entries = Object.entries({ ...kept, ...given }).filter((entry) => entry[1] !== null);
        const secrets = Object.fromEntries(entries) as Record<string, string>;
        checkConnection(connector, settings, secrets);
        const secretNames = Object.keys(secrets).sort();
        const seal = (connectionId: string) =>
          secretNames.length === 0 ? null : sealSecrets(deps.keyring, sealContext(workspaceId, connectionId), secrets);
        await saveConnection(client, workspaceId, { name, connector: id, settings, secretNames, seal, by: actor });
        return oneView(deps, client, workspaceId, name);
      });
      deps.invalidate(workspaceId);
      return saved;
    },
  );
}

/** The secrets of the connection that is being replaced, when it speaks to the same product, without those of `but`. Where nothing is left, none is opened: the key may be lost. */
async function keptSecrets(
  { keyring }: ApiDeps,
  client: Client,
  { workspaceId, name, connector }: { workspaceId: string; name: string; connector: string },
  but: readonly string[],
): Promise<Record<string, string>> {
  const before = (await connectionsOf(client, workspaceId)).find((connection) => connection.name === name);
  if (before === undefined || before.connector !== connector || before.sealedSecrets === null) return {};
  if (before.secretNames.every((secret) => but.includes(secret))) return {};
  return openSecrets(keyring, sealContext(workspaceId, before.id), before.sealedSecrets);
}

function test(deps: ApiDeps): Route {
  const summary = "Ask the product who we are there and what we may do";
  const answer = contract.ConnectionView;
  return route(
    { method: "post", path: "/v1/connections/{name}/test", tag, summary, needs: ENGINEERS, params, answer },
    async ({ caller: { workspaceId }, params: { name } }) => {
      const { database } = deps;
      const connection = await inWorkspace(database, workspaceId, (client) => named(client, workspaceId, name));
      const health = { ...(await askHealth(deps, connection)), checkedAt: deps.clock.now().toISOString() };
      return inWorkspace(database, workspaceId, async (client) => {
        await noteHealth(client, connection.id, health);
        return oneView(deps, client, workspaceId, name);
      });
    },
  );
}

async function askHealth(deps: ApiDeps, connection: StoredConnection) {
  const connector = deps.connectors.get(connection.connector);
  if (connection.sealedSecrets === null && connection.secretNames.length > 0) throw secretsGone(connection.name);
  if (connector === undefined) throw unknownConnector(connection.connector, [...deps.connectors.keys()]);
  const context = sealContext(connection.workspaceId, connection.id);
  const secrets = connection.sealedSecrets === null ? {} : openSecrets(deps.keyring, context, connection.sealedSecrets);
  const checked = checkConnection(connector, connection.settings, secrets);
  const bounds = { idempotencyKey: newId(), timeoutMs: HEALTH_TIMEOUT_MS };
  return invokeHealth(connector, { ...checked, ...bounds, egress: deps.egress, log: deps.log, clock: deps.clock });
}

function remove(deps: ApiDeps): Route {
  const summary = "Take a connection out of use; what it delivered and did stays recorded";
  return route(
    {
      method: "delete",
      path: "/v1/connections/{name}",
      tag,
      summary,
      needs: ENGINEERS,
      recent: true,
      params,
      answer: Done,
    },
    async ({ caller: { workspaceId }, actor, params: { name } }) => {
      const removed = await inWorkspace(deps.database, workspaceId, (client) =>
        removeConnection(client, workspaceId, name, actor),
      );
      if (!removed) throw notFound("connection", name);
      deps.invalidate(workspaceId);
      return { done: true };
    },
  );
}

function unknownConnector(id: string, known: string[]): InputError {
  const nearest = nearestName(id, known);
  const miss = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  const message = `There is no connector "${id.slice(0, 100)}".${miss} There are ${known.join(", ")}.`;
  return new InputError("api.bad-body", message, { details: { known } });
}

function secretsGone(name: string): RefusedError {
  return new RefusedError("api.conflict", `The secrets of "${name}" are gone; enter them again.`);
}
