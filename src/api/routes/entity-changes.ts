import { RefusedError } from "../../errors.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { type Changed, judgeAlias, mergeEntity, unmergeEntity } from "../../store/entity-change.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/entity.ts";
import { idParams as params } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, type Route, route } from "../door.ts";
import { spellingsOf } from "../entity-names.ts";
import { whole } from "./entities.ts";

const tag = "entities";
const answer = contract.EntityDetail;

/** What a person says of which names belong together; all of it can be taken back. */
export function entityChangeRoutes(deps: ApiDeps): Route[] {
  return [merge(deps), split(deps)];
}

function merge({ database }: ApiDeps): Route {
  const summary = "Say that a record is the same thing as another; splitting it takes that back";
  const body = contract.MergeEntity;
  return route(
    { method: "post", path: "/v1/entities/{id}/merge", tag, summary, needs: ANALYSTS, params, body, answer },
    ({ caller: { workspaceId }, actor: by, params: { id }, body: { into } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        refuse(await mergeEntity(client, { workspaceId, id, by }, into), id);
        return whole(client, workspaceId, id);
      }),
  );
}

function split(deps: ApiDeps): Route {
  const summary = "Say that a name is not this record's, or make a merged record one of its own again";
  const body = contract.SplitEntity;
  return route(
    { method: "post", path: "/v1/entities/{id}/split", tag, summary, needs: ANALYSTS, params, body, answer },
    ({ caller: { workspaceId }, actor: by, params: { id }, body: { alias, restore } }) =>
      inWorkspace(deps.database, workspaceId, async (client) => {
        const change = { workspaceId, id, by };
        if (alias === undefined) refuse(await unmergeEntity(client, change), id);
        else refuse(await judgeAny(deps, client, change, alias, restore), id);
        return whole(client, workspaceId, id);
      }),
  );
}

/** The alias as it is written, or as alerts spell it. */
async function judgeAny(
  deps: ApiDeps,
  client: Client,
  change: { workspaceId: string; id: string; by: string },
  alias: string,
  restore: boolean,
): Promise<Changed> {
  const spellings = new Set([alias, ...spellingsOf(deps, change.workspaceId, alias).map(({ key }) => key)]);
  for (const spelling of spellings) {
    const changed = await judgeAlias(client, change, spelling, restore);
    if (changed !== "no-alias") return changed;
  }
  return "no-alias";
}

const REASONS: Readonly<Record<Exclude<Changed, "done" | "missing">, string>> = {
  same: "They are one record already.",
  types: "They are of different types.",
  inventoried: "The inventory declares it: merge the other record into this one, or change the inventory.",
  "not-merged": "It was not merged into another. Name the alias that is not its own.",
  "no-alias":
    "No alert taught it that name, or a person judged it so before; what the inventory says is changed there.",
};

function refuse(changed: Changed, id: string): void {
  if (changed === "missing") throw notFound("entity", id);
  if (changed !== "done") throw new RefusedError("api.conflict", REASONS[changed]);
}
