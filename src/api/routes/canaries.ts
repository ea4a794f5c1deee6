import { Canary as answer } from "../../model/canary.ts";
import { listCanaries, recordCanary } from "../../store/canary.ts";
import { connectionsOf } from "../../store/connection.ts";
import { inWorkspace } from "../../store/database.ts";
import { notFound } from "../authenticate.ts";
import { CanaryPage, canaryQuery } from "../contract/canary.ts";
import { connectionParams as params } from "../contract/connection.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, READERS, type Route, route } from "../door.ts";

const tag = "connections";

/** Write canaries: proof that connections can contain and give back. */
export function canaryRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), make(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List what write canaries proved, newest first";
  return route(
    { method: "get", path: "/v1/canaries", tag, summary, needs: READERS, query: canaryQuery, answer: CanaryPage },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listCanaries(client, workspaceId, filter, { limit, cursor })),
  );
}

function make({ database, makeCanary }: ApiDeps): Route {
  const summary =
    "Contain an entity made for it, named in the settings or tagged canary in the inventory, and give it back, as proof";
  const path = "/v1/connections/{name}/canary";
  return route(
    { method: "post", path, tag, summary, needs: ENGINEERS, params, status: 201, answer },
    async ({ caller: { workspaceId }, actor: by, params: { name } }) => {
      const known = await inWorkspace(database, workspaceId, (client) => connectionsOf(client, workspaceId));
      const names = known.map((one) => one.name);
      if (!names.includes(name)) throw notFound("connection", name, names);
      const made = await makeCanary({ workspaceId, connection: name, by });
      return inWorkspace(database, workspaceId, async (client) => {
        const id = await recordCanary(client, workspaceId, made);
        return (await listCanaries(client, workspaceId, { id }, { limit: 1 })).items[0];
      });
    },
  );
}
