import { inWorkspace } from "../../store/database.ts";
import { addComment } from "../../store/incident-edit.ts";
import type { RunRow } from "../../store/run-read.ts";
import * as contract from "../contract/incident.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, READERS, type Route, route } from "../door.ts";
import { editBySomebody } from "../edit-incident.ts";
import { withHeld } from "../held-runs.ts";
import { idOf, whole } from "../whole-incident.ts";
import { restrictionRoutes } from "./restrictions.ts";

const tag = "incidents";
const params = contract.incidentParams;

/** Incidents: read them whole, say what they are and who may know of them. */
export function incidentRoutes(deps: ApiDeps): Route[] {
  return [readOne(deps), change(deps), comment(deps), ...restrictionRoutes(deps)];
}

function readOne(deps: ApiDeps): Route {
  const summary = "Read an incident with all that was done about it";
  const answer = contract.IncidentDetail;
  return route(
    { method: "get", path: "/v1/incidents/{incident}", tag, summary, needs: READERS, params, answer },
    async ({ caller: { workspaceId }, params: { incident } }) => {
      const found = await inWorkspace(deps.database, workspaceId, async (client) =>
        whole(client, workspaceId, await idOf(client, workspaceId, incident)),
      );
      return { ...found, runs: await withHeld(deps, workspaceId, found.runs as RunRow[]) };
    },
  );
}

function change({ database, kick }: ApiDeps): Route {
  const summary = "Change status, disposition or owner; resolving or closing ends its runs";
  const { IncidentPatch: body, IncidentDetail: answer } = contract;
  return route(
    { method: "patch", path: "/v1/incidents/{incident}", tag, summary, needs: ANALYSTS, params, body, answer },
    async ({ caller, actor, params: { incident }, body: edit }) => {
      const edited = await inWorkspace(database, caller.workspaceId, async (client) => {
        const id = await idOf(client, caller.workspaceId, incident);
        await editBySomebody(client, caller.workspaceId, id, { ...edit, by: actor });
        return whole(client, caller.workspaceId, id);
      });
      kick();
      return edited;
    },
  );
}

function comment({ database, kick }: ApiDeps): Route {
  const summary = "Comment on an incident";
  const { NewComment: body, IncidentDetail: answer } = contract;
  return route(
    {
      method: "post",
      path: "/v1/incidents/{incident}/comments",
      tag,
      summary,
      needs: ANALYSTS,
      params,
      body,
      status: 201,
      answer,
    },
    async ({ caller, actor, params: { incident }, body: { body: text } }) => {
      const commented = await inWorkspace(database, caller.workspaceId, async (client) => {
        const id = await idOf(client, caller.workspaceId, incident);
        await addComment(client, caller.workspaceId, id, { author: actor, body: text });
        return whole(client, caller.workspaceId, id);
      });
      kick();
      return commented;
    },
  );
}
