import { controlChartOf } from "../../measure/control-chart.ts";
import { coverageOf } from "../../measure/coverage.ts";
import { distributionOf } from "../../measure/distribution.ts";
import { figuresOf, SPREADS } from "../../measure/figures.ts";
import { funnelOf } from "../../measure/funnel.ts";
import { unitOf, volumeOf } from "../../measure/volume.ts";
import { boundedRead } from "../../store/bounded-read.ts";
import { taxonomyInForce } from "../../store/content.ts";
import { countParts } from "../../store/measure.ts";
import { countFunnel, countTechniques, countVolume } from "../../store/volume.ts";
import { TACTICS } from "../../taxonomy/attack/attack.ts";
import type { Taxonomy } from "../../taxonomy/taxonomy.ts";
import * as contract from "../contract/pictures.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { periodOf, periodText } from "../period.ts";

const tag = "reviews";

/** The figures that pictures are drawn of. */
export function pictureRoutes(deps: ApiDeps): Route[] {
  return [volume(deps), times(deps), funnel(deps), control(deps), coverage(deps)];
}

function volume({ database, clock }: ApiDeps): Route {
  const summary = "Incidents over time, by what they turned out to be";
  const { periodQuery: query, Volume: answer } = contract;
  return route(
    { method: "get", path: "/v1/figures/volume", tag, summary, needs: READERS, query, answer },
    async ({ caller: { workspaceId }, query: given }) => {
      const period = periodOf(given, clock.now());
      const unit = unitOf(period);
      const counts = await boundedRead(database, workspaceId, (client) =>
        countVolume(client, workspaceId, unit, period),
      );
      return { ...periodText(period), unit, items: volumeOf(counts, period) };
    },
  );
}

function times({ database, clock }: ApiDeps): Route {
  const summary = "How the times to detect, acknowledge, contain or resolve are spread";
  const { timesQuery: query, Times: answer } = contract;
  return route(
    { method: "get", path: "/v1/figures/times", tag, summary, needs: READERS, query, answer },
    async ({ caller: { workspaceId }, query: { figure, ...given } }) => {
      const period = periodOf(given, clock.now());
      const counted = await boundedRead(database, workspaceId, (client) =>
        countParts(client, workspaceId, { by: "workspace" }, period),
      );
      const { samples, median, p90 } = figuresOf(counted)[figure];
      const items = distributionOf(counted.flatMap((counts) => counts[SPREADS[figure].samples]));
      return { ...periodText(period), figure, samples, median, p90, items };
    },
  );
}

function funnel({ database, clock }: ApiDeps): Route {
  const summary = "From alerts to what people had to do with";
  const { periodQuery: query, Funnel: answer } = contract;
  return route(
    { method: "get", path: "/v1/figures/funnel", tag, summary, needs: READERS, query, answer },
    async ({ caller: { workspaceId }, query: given }) => {
      const period = periodOf(given, clock.now());
      const counts = await boundedRead(database, workspaceId, (client) => countFunnel(client, workspaceId, period));
      return { ...periodText(period), ...funnelOf(counts) };
    },
  );
}

function control({ database, clock }: ApiDeps): Route {
  const summary = "A figure of playbooks week by week, with its control limits";
  const { controlQuery: query, Control: answer } = contract;
  return route(
    { method: "get", path: "/v1/figures/control", tag, summary, needs: READERS, query, answer },
    async ({ caller: { workspaceId }, query: { playbook, figure, ...given } }) => {
      const period = periodOf(given, clock.now());
      const weeks = await boundedRead(database, workspaceId, (client) =>
        countParts(client, workspaceId, { by: "week", playbook }, period),
      );
      const shares = weeks.map(({ part, ...counts }) => ({ part: String(part), share: figuresOf([counts])[figure] }));
      return { ...periodText(period), figure, ...controlChartOf(shares) };
    },
  );
}

function coverage({ database, clock }: ApiDeps): Route {
  const summary = "Which techniques of ATT&CK the taxonomy knows, playbooks answer, and incidents showed";
  const { periodQuery: query, Coverage: answer } = contract;
  return route(
    { method: "get", path: "/v1/figures/coverage", tag, summary, needs: READERS, query, answer },
    async ({ caller: { workspaceId }, query: given }) => {
      const period = periodOf(given, clock.now());
      const [taxonomy, shown] = await boundedRead(
        database,
        workspaceId,
        async (client) =>
          [await taxonomyInForce(client, workspaceId), await countTechniques(client, workspaceId, period)] as const,
      );
      const items = coverageOf((taxonomy?.content ?? null) as Taxonomy | null, shown);
      return { ...periodText(period), tactics: [...TACTICS], items };
    },
  );
}
