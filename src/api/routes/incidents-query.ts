import type { Incident } from "../../model/incident.ts";
import { boundedRead } from "../../store/bounded-read.ts";
import { countIncidents, listIncidents } from "../../store/incident-read.ts";
import type { Paged } from "../../store/page.ts";
import * as contract from "../contract/incident.ts";
import { Counts } from "../contract/query.ts";
import type { ApiDeps } from "../deps.ts";
import { type Call, READERS, type Route, route } from "../door.ts";
import { EXPORT_MS, EXPORTED_AT_ONCE, exported, type Row } from "../export.ts";
import { narrow } from "../narrow.ts";

const tag = "incidents";

/** Incidents: find them, count them, hand them on. */
export function incidentQueryRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), countOf(deps), exportOf(deps)];
}

const placeOf = ({ clock }: ApiDeps, { caller: { workspaceId }, actor }: Pick<Call, "caller" | "actor">) =>
  ({ workspaceId, by: actor, kind: "incidents", now: clock.now() }) as const;

function listOf(deps: ApiDeps): Route {
  const { incidentQuery: query, IncidentPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/incidents", tag, summary: "List incidents", needs: READERS, query, answer },
    ({ caller, actor, query: { limit, cursor, entity, filter, q, view, sort, ...discrete } }) =>
      boundedRead(deps.database, caller.workspaceId, async (client) => {
        const narrowed = await narrow(deps, client, placeOf(deps, { caller, actor }), {
          entity,
          filter,
          q,
          view,
          sort,
        });
        const page = { limit, cursor, sort: narrowed.sort };
        return listIncidents(client, caller.workspaceId, { ...discrete, ...narrowed }, page);
      }),
  );
}

function countOf(deps: ApiDeps): Route {
  const summary = "Count incidents by discrete fields";
  const { incidentCountQuery: query } = contract;
  return route(
    { method: "get", path: "/v1/incidents/counts", tag, summary, needs: READERS, query, answer: Counts },
    ({ caller, actor, query: { by, entity, filter, q, view, ...discrete } }) =>
      boundedRead(deps.database, caller.workspaceId, async (client) => {
        const narrowed = await narrow(deps, client, placeOf(deps, { caller, actor }), { entity, filter, q, view });
        return countIncidents(client, caller.workspaceId, { ...discrete, ...narrowed }, by);
      }),
  );
}

function exportOf(deps: ApiDeps): Route {
  const summary = "Hand incidents on: every one that is found, newest first, as NDJSON, CSV or OCSF Incident Findings";
  const { incidentExportQuery: query, IncidentSummary } = contract;
  return route(
    { method: "get", path: "/v1/incidents/export", tag, summary, needs: READERS, query, streams: true },
    ({ caller, actor, query: { format, cursor, entity, filter, q, view, ...discrete } }) => {
      // One moment for all pages: what "now - 7d" means does not move while it is read.
      const place = placeOf(deps, { caller, actor });
      return exported({
        format,
        cursor,
        columns: Object.keys(IncidentSummary.shape),
        read: (after) =>
          boundedRead(
            deps.database,
            caller.workspaceId,
            async (client) => {
              const narrowed = await narrow(deps, client, place, { entity, filter, q, view });
              const page = { limit: EXPORTED_AT_ONCE, cursor: after };
              const found = await listIncidents(client, caller.workspaceId, { ...discrete, ...narrowed }, page);
              return found as unknown as Paged<Row>;
            },
            EXPORT_MS,
          ),
        ocsf: (row) => deps.incidentFinding(row as unknown as Incident),
      });
    },
  );
}
