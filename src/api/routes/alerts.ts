import { countAlerts, listAlerts, listFindings, readAlert } from "../../store/alert-read.ts";
import { boundedRead } from "../../store/bounded-read.ts";
import { inWorkspace } from "../../store/database.ts";
import type { Paged } from "../../store/page.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/alert.ts";
import { idParams } from "../contract/page.ts";
import { Counts } from "../contract/query.ts";
import type { ApiDeps } from "../deps.ts";
import { type Call, READERS, type Route, route } from "../door.ts";
import { EXPORT_MS, EXPORTED_AT_ONCE, exported, type Row } from "../export.ts";
import { inferredOf } from "../inferred.ts";
import { narrow } from "../narrow.ts";

const tag = "alerts";

/** Alerts: find them, count them, hand them on, read one with its finding and the message it came in. */
export function alertRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), countOf(deps), exportOf(deps), readOne(deps)];
}

const placeOf = ({ clock }: ApiDeps, { caller: { workspaceId }, actor }: Pick<Call, "caller" | "actor">) =>
  ({ workspaceId, by: actor, kind: "alerts", now: clock.now() }) as const;

function listOf(deps: ApiDeps): Route {
  const { alertQuery: query, AlertPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/alerts", tag, summary: "List alerts", needs: READERS, query, answer },
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
        return listAlerts(client, caller.workspaceId, { ...discrete, ...narrowed }, page);
      }),
  );
}

function countOf(deps: ApiDeps): Route {
  const summary = "Count alerts by discrete fields";
  const { alertCountQuery: query } = contract;
  return route(
    { method: "get", path: "/v1/alerts/counts", tag, summary, needs: READERS, query, answer: Counts },
    ({ caller, actor, query: { by, entity, filter, q, view, ...discrete } }) =>
      boundedRead(deps.database, caller.workspaceId, async (client) => {
        const narrowed = await narrow(deps, client, placeOf(deps, { caller, actor }), { entity, filter, q, view });
        return countAlerts(client, caller.workspaceId, { ...discrete, ...narrowed }, by);
      }),
  );
}

function exportOf(deps: ApiDeps): Route {
  const summary = "Hand alerts on: every one that is found, newest first, as NDJSON, CSV or OCSF Detection Findings";
  const { alertExportQuery: query, AlertSummary } = contract;
  return route(
    { method: "get", path: "/v1/alerts/export", tag, summary, needs: READERS, query, streams: true },
    ({ caller, actor, query: { format, cursor, entity, filter, q, view, ...discrete } }) => {
      // One moment for all pages: what "now - 7d" means does not move while it is read.
      const place = placeOf(deps, { caller, actor });
      return exported({
        format,
        cursor,
        columns: Object.keys(AlertSummary.shape),
        read: (after) =>
          boundedRead(
            deps.database,
            caller.workspaceId,
            async (client) => {
              const narrowed = await narrow(deps, client, place, { entity, filter, q, view });
              const select = format === "ocsf" ? listFindings : listAlerts;
              const found = { ...discrete, ...narrowed };
              const page = { limit: EXPORTED_AT_ONCE, cursor: after };
              return (await select(client, caller.workspaceId, found, page)) as unknown as Paged<Row>;
            },
            EXPORT_MS,
          ),
        ocsf: ({ id, finding }) => eventOf(id, finding as Record<string, unknown>),
      });
    },
  );
}

/** The finding under the alert's own id, which tells it from others of the same delivery. */
function eventOf(id: string, finding: Record<string, unknown>): Record<string, unknown> {
  return { ...finding, metadata: { ...(finding.metadata as object), uid: id } };
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read an alert with its OCSF finding and the message it came in";
  const answer = contract.AlertDetail;
  return route(
    { method: "get", path: "/v1/alerts/{id}", tag, summary, needs: READERS, params: idParams, answer },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const alert = await inWorkspace(database, workspaceId, (client) => readAlert(client, workspaceId, id));
      if (alert === null) throw notFound("alert", id);
      return { ...alert, inferred: inferredOf(alert.finding) };
    },
  );
}
