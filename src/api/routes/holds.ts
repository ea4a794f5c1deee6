import type { z } from "zod";
import type { HoldTarget } from "../../model/retention.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { listHolds, placeHold, releaseHold } from "../../store/hold.ts";
import { incidentIdOf } from "../../store/incident-read.ts";
import { notFound } from "../authenticate.ts";
import { idParams } from "../contract/page.ts";
import * as contract from "../contract/retention.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, READERS, type Route, route } from "../door.ts";

const tag = "holds";

/** Legal holds: what may not go, whatever its age. */
export function holdRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), place(deps), release(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const { holdQuery: query, HoldPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/holds", tag, summary: "List legal holds", needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, all = false } }) =>
      inWorkspace(database, workspaceId, (client) => listHolds(client, workspaceId, { all }, { limit, cursor })),
  );
}

function place({ database }: ApiDeps): Route {
  const summary = "Hold an incident, an entity, a time or the workspace: nothing of it is dropped while the hold lasts";
  const { NewHold: body, Hold: answer } = contract;
  return route(
    { method: "post", path: "/v1/holds", tag, summary, needs: ADMINS, body, status: 201, answer },
    ({ caller: { workspaceId }, actor, body: { target, reason, expiresAt = null } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const placed = { target: await targetOf(client, workspaceId, target), reason, expiresAt, by: actor };
        return placeHold(client, workspaceId, placed);
      }),
  );
}

/** An incident is held by its id, however it was named. */
async function targetOf(
  client: Client,
  workspaceId: string,
  target: z.output<typeof contract.NewHold>["target"],
): Promise<HoldTarget> {
  if (target.kind !== "incident") return target;
  const incidentId = await incidentIdOf(client, workspaceId, target.incident);
  if (incidentId === null) throw notFound("incident", target.incident);
  return { kind: "incident", incidentId };
}

function release({ database }: ApiDeps): Route {
  const summary = "Release a legal hold; what it covered goes when its time is over";
  const { HoldRelease: body, Hold: answer } = contract;
  return route(
    {
      method: "post",
      path: "/v1/holds/{id}/release",
      tag,
      summary,
      needs: ADMINS,
      recent: true,
      params: idParams,
      body,
      answer,
    },
    ({ caller: { workspaceId }, actor, params: { id }, body: { reason } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const released = await releaseHold(client, workspaceId, id, { reason, by: actor });
        if (released === null) throw notFound("hold in force", id);
        return released;
      }),
  );
}
