import { playbookVersions } from "../../store/content.ts";
import { inWorkspace } from "../../store/database.ts";
import { incidentIdOf } from "../../store/incident-read.ts";
import { pastIncident } from "../../store/past-incidents.ts";
import { notFound } from "../authenticate.ts";
import { IncidentRecord as answer } from "../contract/backtest.ts";
import { incidentParams as params } from "../contract/incident.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Route, route } from "../door.ts";

/** What a debugger needs to go through an incident of the past. */
export function incidentRecordRoute({ database }: ApiDeps): Route {
  const path = "/v1/incidents/{incident}/record";
  const summary = "Read what an incident's runs recorded, with the programs they ran";
  return route(
    { method: "get", path, tag: "incidents", summary, needs: ENGINEERS, params, answer },
    ({ caller: { workspaceId }, params: { incident } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const id = await incidentIdOf(client, workspaceId, incident);
        const found = id === null ? null : await pastIncident(client, workspaceId, id);
        if (found === null || found.facts === null) throw notFound("incident", incident);
        const { facts, runs, effects } = found;
        const versions = await playbookVersions(client, [...new Set(runs.map(({ programId }) => programId))]);
        const programs = Object.fromEntries(versions.map((version) => [version.id, version.program]));
        return { facts, runs, effects, programs };
      }),
  );
}
