import { figuresOf } from "../../measure/figures.ts";
import { workOf } from "../../measure/work.ts";
import { inWorkspace } from "../../store/database.ts";
import { countParts } from "../../store/measure.ts";
import { countWork } from "../../store/work.ts";
import { figuresQuery, PartFigures, WorkFigures, workQuery } from "../contract/figures.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";

const tag = "reviews";
const MONTH_MS = 30 * 86_400_000;

/** The figures of reviews for any period, part by part, and what incidents cost people. */
export function figureRoutes(deps: ApiDeps): Route[] {
  return [figures(deps), work(deps)];
}

function figures({ database, clock }: ApiDeps): Route {
  const summary = "Figures of runs and their incidents, by playbook, version, incident type or source";
  return route(
    { method: "get", path: "/v1/figures", tag, summary, needs: READERS, query: figuresQuery, answer: PartFigures },
    async ({ caller: { workspaceId }, query: { by, playbook, ...given } }) => {
      const period = periodOf(given, clock.now());
      const parts = await inWorkspace(database, workspaceId, (client) =>
        countParts(client, workspaceId, { by, playbook }, period),
      );
      return {
        ...wire(period),
        items: parts.map(({ part, ...counts }) => ({ part: String(part), figures: figuresOf([counts]) })),
      };
    },
  );
}

function work({ database, clock }: ApiDeps): Route {
  const summary = "What incidents cost people, by incident type or week";
  return route(
    { method: "get", path: "/v1/figures/work", tag, summary, needs: READERS, query: workQuery, answer: WorkFigures },
    async ({ caller: { workspaceId }, query: { by, ...given } }) => {
      const period = periodOf(given, clock.now());
      const counts = await inWorkspace(database, workspaceId, (client) => countWork(client, workspaceId, by, period));
      return { ...wire(period), items: counts.map(workOf) };
    },
  );
}

function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: Date) {
  const end = to === undefined ? now : new Date(to);
  return { from: from === undefined ? new Date(end.getTime() - MONTH_MS) : new Date(from), to: end };
}

function wire({ from, to }: { from: Date; to: Date }) {
  return { from: from.toISOString(), to: to.toISOString() };
}
