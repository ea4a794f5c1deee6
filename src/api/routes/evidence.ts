import { randomUUID } from "node:crypto";
import { assess } from "../../evidence/assess.ts";
import { oscalOf } from "../../evidence/oscal.ts";
import { reportOf } from "../../evidence/report.ts";
import { boundedRead } from "../../store/bounded-read.ts";
import { measureEvidence } from "../../store/evidence.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/evidence.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { EXPORT_MS } from "../export.ts";

const tag = "evidence";
const { evidenceQuery: query, frameworkParams: params } = contract;

/** Figures over what was recorded, and controls held against them, for those who have to show it. */
export function evidenceRoutes(deps: ApiDeps): Route[] {
  return [figures(deps), controls(deps), report(deps)];
}

function figures(deps: ApiDeps): Route {
  const summary = "Figures of what was recorded in a period, which controls are held against";
  return route(
    { method: "get", path: "/v1/evidence", tag, summary, needs: READERS, query, answer: contract.Evidence },
    ({ caller: { workspaceId }, query: period }) => measured(deps, workspaceId, period),
  );
}

function controls(deps: ApiDeps): Route {
  const summary = "The controls of a framework, and what the records of a period say of each";
  const path = "/v1/evidence/{framework}";
  return route(
    { method: "get", path, tag, summary, needs: READERS, params, query, answer: contract.Controls },
    async ({ caller: { workspaceId }, params: { framework: id }, query: period }) => {
      const { framework, assessed, found } = await assessedOf(deps, workspaceId, id, period);
      const { title, source } = framework;
      const { measures: _measures, ...when } = found;
      const held = assessed.map(({ control, holds, nothing, observed }) => ({
        ...{ id: control.id, title: control.title, asks: control.asks, beyond: control.beyond, holds, nothing },
        observed: observed.map(({ measure: { id: measure, total }, holds, text }) => ({
          ...{ measure, holds, nothing: holds && total === 0, text },
        })),
      }));
      return { ...when, framework: id, title, source, controls: held };
    },
  );
}

function report(deps: ApiDeps): Route {
  const summary = "The same as a page to read, and as OSCAL";
  const path = "/v1/evidence/{framework}/report";
  return route(
    { method: "get", path, tag, summary, needs: READERS, params, query, answer: contract.ControlsReport },
    async ({ caller: { workspaceId }, params: { framework: id }, query: period }) => {
      const { framework, assessed, found } = await assessedOf(deps, workspaceId, id, period);
      return { html: reportOf(framework, assessed, found), oscal: oscalOf(framework, assessed, found, randomUUID) };
    },
  );
}

interface Period {
  from: string;
  to: string;
}

async function assessedOf(deps: ApiDeps, workspaceId: string, id: contract.FrameworkName, period: Period) {
  const framework = deps.frameworks.find((one) => one.framework === id);
  if (framework === undefined) throw notFound("framework", id);
  const found = await measured(deps, workspaceId, period);
  return { framework, assessed: assess(framework, found.measures), found };
}

async function measured({ database, clock }: ApiDeps, workspaceId: string, { from, to }: Period) {
  const measures = await boundedRead(
    database,
    workspaceId,
    (client) => measureEvidence(client, workspaceId, from, to),
    EXPORT_MS,
  );
  return { from, to, at: clock.now().toISOString(), measures };
}
