import type { EntityType } from "../../model/entity.ts";
import { identifierKind } from "../../model/identifier.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { recordsNamed } from "../../store/entity-names.ts";
import { listEntities, readEntity } from "../../store/entity-read.ts";
import { hostsAt } from "../../store/sighting.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/entity.ts";
import { idParams as params } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { spellingsOf } from "../entity-names.ts";

const tag = "entities";

/** Entities: what was seen in alerts, under which names, and who had an address when. */
export function entityRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), namedOne(deps), readOne(deps), hosts(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const { entityQuery: query, EntityPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/entities", tag, summary: "List entities", needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listEntities(client, workspaceId, filter, { limit, cursor })),
  );
}

function namedOne(deps: ApiDeps): Route {
  const summary = "Find the record that a name leads to; all that claim it when it is ambiguous";
  const { namedQuery: query, NamedEntities: answer } = contract;
  return route(
    { method: "get", path: "/v1/entities/named", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { name, type } }) =>
      inWorkspace(deps.database, workspaceId, async (client) => {
        const { records, ambiguous } = await recordsNamed(client, spellingsOf(deps, workspaceId, name, type));
        const items = [];
        for (const { id } of records.slice(0, 20)) items.push(await whole(client, workspaceId, id));
        return { items, ambiguous };
      }),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read an entity with its names, who taught them, and the addresses it was seen at";
  const answer = contract.EntityDetail;
  return route(
    { method: "get", path: "/v1/entities/{id}", tag, summary, needs: READERS, params, answer },
    ({ caller: { workspaceId }, params: { id } }) =>
      inWorkspace(database, workspaceId, (client) => whole(client, workspaceId, id)),
  );
}

function hosts({ database, canonicalEntity }: ApiDeps): Route {
  const summary = "Which host an address was at a time, as alerts told";
  const { stayQuery: query, Stays: answer } = contract;
  return route(
    { method: "get", path: "/v1/addresses", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { address: text, at: given } }) => {
      const ref = canonicalEntity({ type: "ip", key: text, name: text, role: "affected", aliases: [] });
      const address = ref?.key ?? text;
      const at = given === undefined ? new Date().toISOString() : new Date(given).toISOString();
      return inWorkspace(database, workspaceId, async (client) => ({
        ...{ address, at },
        items: await hostsAt(client, workspaceId, address, at),
      }));
    },
  );
}

/** @throws InputError `api.not-found`. */
export async function whole(client: Client, workspaceId: string, id: string): Promise<Record<string, unknown>> {
  const entity = await readEntity(client, workspaceId, id);
  if (entity === null) throw notFound("entity", id);
  const names = entity.names.map((one) => ({ ...one, kind: identifierKind(entity.type as EntityType, one.alias) }));
  return { ...entity, names };
}
