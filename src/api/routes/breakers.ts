import { Breaker as answer } from "../../model/breaker.ts";
import { listBreakers, resetBreaker, setThresholds, thresholdsOf } from "../../store/breaker.ts";
import { inWorkspace } from "../../store/database.ts";
import { notFound } from "../authenticate.ts";
import { BreakerPage, breakerQuery, ResetBreaker, SetThresholds } from "../contract/breaker.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Needs, READERS, type Route, route } from "../door.ts";

const tag = "breakers";
/** Letting a playbook act by itself again is for those who answer for what it does. */
const STARTERS = ["engineer", "approver"] as const satisfies Needs;

/** Breakers: playbooks that did badly and ask before everything, until a person has looked. */
export function breakerRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), reset(deps), readThresholds(deps), change(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List breakers that are or were open, newest first";
  return route(
    { method: "get", path: "/v1/breakers", tag, summary, needs: READERS, query: breakerQuery, answer: BreakerPage },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listBreakers(client, workspaceId, filter, { limit, cursor })),
  );
}

function reset({ database }: ApiDeps): Route {
  const summary = "Let a playbook act by itself again; what happened before counts no more";
  return route(
    {
      method: "post",
      path: "/v1/breakers/reset",
      tag,
      summary,
      needs: STARTERS,
      recent: true,
      body: ResetBreaker,
      answer,
    },
    ({ caller: { workspaceId }, actor, body: { playbook, reason } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const id = await resetBreaker(client, workspaceId, playbook, { by: actor, reason });
        const open = await listBreakers(client, workspaceId, id === null ? { open: true } : { id }, { limit: 50 });
        if (id !== null) return open.items[0];
        throw notFound(
          "open breaker of a playbook",
          playbook,
          (open.items as unknown as { playbook: string }[]).map((one) => one.playbook),
        );
      }),
  );
}

function readThresholds({ database }: ApiDeps): Route {
  const summary = "Read when breakers open";
  const path = "/v1/breakers/thresholds";
  return route(
    { method: "get", path, tag, summary, needs: READERS, answer: SetThresholds },
    ({ caller: { workspaceId } }) => inWorkspace(database, workspaceId, (client) => thresholdsOf(client, workspaceId)),
  );
}

function change({ database }: ApiDeps): Route {
  const summary = "Set when breakers open; what is left out is as usual again";
  const path = "/v1/breakers/thresholds";
  return route(
    { method: "put", path, tag, summary, needs: ENGINEERS, recent: true, body: SetThresholds, answer: SetThresholds },
    ({ caller: { workspaceId }, actor, body }) =>
      inWorkspace(database, workspaceId, async (client) => {
        await setThresholds(client, workspaceId, body, actor);
        return body;
      }),
  );
}
