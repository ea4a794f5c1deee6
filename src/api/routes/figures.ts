import { figuresOf } from "../../measure/figures.ts";
import { workOf } from "../../measure/work.ts";
import { inWorkspace } from "../../store/database.ts";
import { countParts } from "../../store/measure.ts";
import { countWork } from "../../store/work.ts";
import { figuresQuery, PartFigures, WorkFigures, workQuery } from "../contract/figures.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { periodOf, periodText } from "../period.ts";
import { pictureRoutes } from "./pictures.ts";

const tag = "reviews";

/** The figures of reviews for any period, part by part, and what incidents cost people. */
export function figureRoutes(deps: ApiDeps): Route[] {
  return [figures(deps), work(deps), ...pictureRoutes(deps)];
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
        ...periodText(period),
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
      return { ...periodText(period), items: counts.map(workOf) };
    },
  );
}
