import { isCordonError, RefusedError } from "../../errors.ts";
import { inWorkspace } from "../../store/database.ts";
import { escalateIncident, takeBackEscalation } from "../../store/incident-escalate.ts";
import { similarIncidents } from "../../store/incident-similar.ts";
import * as contract from "../contract/incident.ts";
import { BulkEdit, BulkEdited, Escalation, SimilarIncidents } from "../contract/incident-together.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, READERS, type Route, route } from "../door.ts";
import { editBySomebody } from "../edit-incident.ts";
import { idOf, whole } from "../whole-incident.ts";

const tag = "incidents";
const params = contract.incidentParams;
const SIMILAR = 8;

/** Incidents among others: several at once, one before another group, what was like it. */
export function incidentTogetherRoutes(deps: ApiDeps): Route[] {
  return [bulk(deps), escalate(deps), unescalate(deps), similar(deps)];
}

function bulk({ database, kick }: ApiDeps): Route {
  const summary =
    "Change status, disposition or owner of several incidents; each for itself, so that one that cannot be changed does not stop the others";
  return route(
    {
      method: "post",
      path: "/v1/incidents/edit",
      tag,
      summary,
      needs: ANALYSTS,
      body: BulkEdit,
      answer: BulkEdited,
    },
    async ({ caller: { workspaceId }, actor, body: { incidents, ...edit } }) => {
      const items: { incident: string; edited: boolean; code?: string; message?: string }[] = [];
      const all = new Set(incidents);
      const together = all.size > 1 ? all.size : undefined;
      for (const incident of all) {
        const one = inWorkspace(database, workspaceId, async (client) => {
          const id = await idOf(client, workspaceId, incident);
          await editBySomebody(client, workspaceId, id, { ...edit, together, by: actor });
        });
        items.push(
          await one.then(
            () => ({ incident, edited: true }),
            (error) => refusal(incident, error),
          ),
        );
      }
      kick();
      return { items };
    },
  );
}

/** What a person can do something about is told; anything else ends the request. */
function refusal(incident: string, error: unknown): { incident: string; edited: false; code: string; message: string } {
  if (!isCordonError(error)) throw error;
  return { incident, edited: false, code: error.code, message: error.message };
}

function escalate({ database, kick }: ApiDeps): Route {
  const summary = "Escalate an incident to a queue, and say why";
  const path = "/v1/incidents/{incident}/escalate";
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params, body: Escalation, answer: contract.IncidentDetail },
    async ({ caller: { workspaceId }, actor, params: { incident }, body }) => {
      const escalated = await inWorkspace(database, workspaceId, async (client) => {
        const id = await idOf(client, workspaceId, incident);
        await escalateIncident(client, workspaceId, id, { ...body, by: actor });
        return whole(client, workspaceId, id);
      });
      kick();
      return escalated;
    },
  );
}

function unescalate({ database, kick }: ApiDeps): Route {
  const summary = "Take the last escalation of an incident back: it is in the queue that it was in before";
  const path = "/v1/incidents/{incident}/escalate/undo";
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params, answer: contract.IncidentDetail },
    async ({ caller: { workspaceId }, actor, params: { incident } }) => {
      const undone = await inWorkspace(database, workspaceId, async (client) => {
        const id = await idOf(client, workspaceId, incident);
        if (!(await takeBackEscalation(client, workspaceId, id, actor)))
          throw new RefusedError(
            "api.conflict",
            "Nobody escalated this incident, or it has gone on to another queue since; escalate it to where it belongs.",
          );
        return whole(client, workspaceId, id);
      });
      kick();
      return undone;
    },
  );
}

function similar({ database }: ApiDeps): Route {
  const summary = "Find the past incidents that are most like one, and how they ended";
  const path = "/v1/incidents/{incident}/similar";
  return route(
    { method: "get", path, tag, summary, needs: READERS, params, answer: SimilarIncidents },
    ({ caller: { workspaceId }, params: { incident } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const id = await idOf(client, workspaceId, incident);
        return { items: await similarIncidents(client, workspaceId, id, SIMILAR) };
      }),
  );
}
