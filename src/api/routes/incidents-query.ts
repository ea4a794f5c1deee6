import type { Incident } from "../../model/incident.ts";
import { countIncidents, listIncidents } from "../../store/incident-read.ts";
import * as contract from "../contract/incident.ts";
import type { ApiDeps } from "../deps.ts";
import type { Route } from "../door.ts";
import { recordRoutes } from "../record-routes.ts";

/** Incidents: find them, count them, hand them on. */
export function incidentQueryRoutes(deps: ApiDeps): Route[] {
  return recordRoutes(deps, {
    kind: "incidents",
    list: { query: contract.incidentQuery, answer: contract.IncidentPage, read: listIncidents },
    count: { query: contract.incidentCountQuery, read: countIncidents },
    export: {
      summary: "Hand incidents on: every one that is found, newest first, as NDJSON, CSV or OCSF Incident Findings",
      query: contract.incidentExportQuery,
      columns: Object.keys(contract.IncidentSummary.shape),
      read: () => listIncidents,
      ocsf: (row) => deps.incidentFinding(row as unknown as Incident),
    },
  });
}
