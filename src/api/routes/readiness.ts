import { InputError } from "../../errors.ts";
import { didYouMean } from "../../expression/nearest.ts";
import { lookAt } from "../../readiness/look.ts";
import { DIMENSIONS, LEVELS, type Probe } from "../../readiness/model.ts";
import { inWorkspace } from "../../store/database.ts";
import { levelHistory, stateReadiness } from "../../store/readiness.ts";
import { probeParams, Readiness, ReadinessAnswer, ReadinessHistory } from "../contract/readiness.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

const tag = "readiness";

/** How ready a workspace is for automated response. */
export function readinessRoutes(deps: ApiDeps): Route[] {
  return [look(deps), history(deps), state(deps)];
}

function look(deps: ApiDeps): Route {
  const summary = "How ready this workspace is for automated response, and what to do next";
  return route(
    { method: "get", path: "/v1/readiness", tag, summary, needs: READERS, answer: Readiness },
    ({ caller: { workspaceId } }) => assessed(deps, workspaceId),
  );
}

function history({ database }: ApiDeps): Route {
  const summary = "The days on which a level of readiness changed, newest first";
  return route(
    { method: "get", path: "/v1/readiness/history", tag, summary, needs: READERS, answer: ReadinessHistory },
    async ({ caller: { workspaceId } }) => {
      const days = await inWorkspace(database, workspaceId, (client) => levelHistory(client, workspaceId));
      return { items: days.map(({ day, levels }) => ({ day, levels: inOrder(levels) })) };
    },
  );
}

/** The database keeps the names in an order of its own; people read them in the recommended one. */
function inOrder(levels: Record<string, number>): Record<string, number> {
  return Object.fromEntries(DIMENSIONS.flatMap((id) => (levels[id] === undefined ? [] : [[id, levels[id]]])));
}

function state(deps: ApiDeps): Route {
  const summary = "State what cannot be measured: yes or no, with the reason";
  return route(
    {
      method: "put",
      path: "/v1/readiness/{probe}",
      tag,
      summary,
      needs: ["engineer"],
      params: probeParams,
      body: ReadinessAnswer,
      answer: Readiness,
    },
    async ({ caller: { workspaceId }, actor: by, params: { probe }, body: { answer, reason } }) => {
      checkStated(deps, probe);
      await inWorkspace(deps.database, workspaceId, (client) =>
        stateReadiness(client, workspaceId, { probe, yes: answer === "yes", reason, by }),
      );
      return assessed(deps, workspaceId);
    },
  );
}

function assessed({ database, readiness, connectors, clock }: ApiDeps, workspaceId: string) {
  return inWorkspace(database, workspaceId, (client) =>
    lookAt(client, workspaceId, { dimensions: readiness, connectors }, clock.now()),
  );
}

/** A misspelled answer would count for nothing, and what is measured is not a matter of opinion. */
function checkStated({ readiness }: ApiDeps, id: string): void {
  const probes = readiness.flatMap(({ levels }) => LEVELS.flatMap((level): Probe[] => levels[level]));
  const kinds = probes.filter((probe) => probe.id === id).map(({ kind }) => kind);
  if (kinds.includes("stated")) return;
  if (kinds.length > 0)
    throw new InputError("api.bad-value", `"${id}" is measured and not stated; it is met when the system shows it.`);
  const stated = probes.filter(({ kind }) => kind === "stated").map((probe) => probe.id);
  throw new InputError("api.not-found", `There is no probe "${id}" that is stated: ${didYouMean(id, stated)}`);
}
