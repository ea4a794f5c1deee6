import { RefusedError } from "../../errors.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { lockIncidents, mergeIncidents, type UndoOutcome, undoMove } from "../../store/incident-move.ts";
import { readRestriction } from "../../store/restriction.ts";
import { notFound } from "../authenticate.ts";
import { conflict } from "../conflict.ts";
import { moveParams, NewMerge, NewSplit } from "../contract/belonging.ts";
import { IncidentDetail, incidentParams } from "../contract/incident.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, type Route, route } from "../door.ts";
import { idOf, whole } from "../whole-incident.ts";

const tag = "incidents";
const answer = IncidentDetail;

/** What people move between incidents, and moving it back. */
export function incidentMoveRoutes(deps: ApiDeps): Route[] {
  return [merge(deps), split(deps), undo(deps)];
}

function merge({ database, kick }: ApiDeps): Route {
  const path = "/v1/incidents/{incident}/merge";
  const summary = "Make an incident a part of another; answers the one that stays";
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params: incidentParams, body: NewMerge, answer },
    async ({ caller: { workspaceId }, actor, params: { incident }, body: { into, reason } }) => {
      const merged = await inWorkspace(database, workspaceId, async (client) => {
        const [fromId, toId] = [await idOf(client, workspaceId, incident), await idOf(client, workspaceId, into)];
        const locked = await lockIncidents(client, workspaceId, [fromId, toId]);
        const [from, to] = [locked.get(fromId)!, locked.get(toId)!];
        if (from === to) throw conflict(`Incident ${from.number} cannot be merged into itself.`);
        for (const { number, mergedInto } of [from, to])
          if (mergedInto !== null) throw conflict(`Incident ${number} was merged into ${mergedInto}; take that one.`);
        await demandSameReaders(client, workspaceId, [fromId, toId]);
        if (to.status === "closed") throw conflict(`Incident ${to.number} is closed. Reopen it, or take an open one.`);
        await mergeIncidents(client, workspaceId, { from, to, reason, by: actor });
        return whole(client, workspaceId, toId);
      });
      kick();
      return merged;
    },
  );
}

/** What is moved out of a restricted incident would be everybody's to see. */
async function demandSameReaders(client: Client, workspaceId: string, ids: readonly string[]): Promise<void> {
  const readers = new Set<string>();
  for (const id of ids)
    readers.add([...((await readRestriction(client, workspaceId, id))?.readers ?? [])].sort().join(" "));
  if (readers.size > 1) throw restricted();
}

function restricted(): RefusedError {
  return new RefusedError(
    "incident.restricted",
    "Only some people may know of this incident, and its alerts would be seen by others. Open it first, or restrict both to the same people.",
  );
}

function split({ database, splitOff, kick }: ApiDeps): Route {
  const path = "/v1/incidents/{incident}/split";
  const summary = "Give alerts of an incident one of their own, classified and responded to anew; answers that one";
  return route(
    {
      method: "post",
      path,
      tag,
      summary,
      needs: ANALYSTS,
      params: incidentParams,
      body: NewSplit,
      status: 201,
      answer,
    },
    async ({ caller: { workspaceId }, actor, params: { incident }, body: { alerts, reason } }) => {
      const incidentId = await inWorkspace(database, workspaceId, async (client) => {
        const id = await idOf(client, workspaceId, incident);
        if ((await readRestriction(client, workspaceId, id)) !== null) throw restricted();
        return id;
      });
      const alertIds = [...new Set(alerts.map((id) => id.toLowerCase()))];
      const id = await splitOff({ workspaceId, incidentId, alertIds, reason, by: actor });
      kick();
      return inWorkspace(database, workspaceId, (client) => whole(client, workspaceId, id));
    },
  );
}

function undo({ database, kick }: ApiDeps): Route {
  const path = "/v1/incidents/{incident}/moves/{move}/undo";
  const summary = "Undo a merge or a split; answers the incident that the alerts are back in";
  return route(
    { method: "post", path, tag, summary, needs: ANALYSTS, params: moveParams, answer },
    async ({ caller: { workspaceId }, actor, params: { incident, move } }) => {
      const undone = await inWorkspace(database, workspaceId, async (client) => {
        await idOf(client, workspaceId, incident);
        const outcome = await undoMove(client, workspaceId, move, actor);
        if (outcome.kind !== "undone") throw notUndone(move, outcome);
        return whole(client, workspaceId, outcome.fromId);
      });
      kick();
      return undone;
    },
  );
}

function notUndone(move: string, outcome: Exclude<UndoOutcome, { kind: "undone" }>): Error {
  if (outcome.kind === "missing") return notFound("move", move);
  if (outcome.kind === "already") return conflict(`${outcome.by} undid this move already.`);
  return conflict(`These incidents were moved again since. Undo ${outcome.move} first.`);
}
