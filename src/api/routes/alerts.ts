import { countAlerts, listAlerts, listFindings, readAlert } from "../../store/alert-read.ts";
import { inWorkspace } from "../../store/database.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/alert.ts";
import { idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { inferredOf } from "../inferred.ts";
import { recordRoutes } from "../record-routes.ts";

/** Alerts: find them, count them, hand them on, read one with its finding and the message it came in. */
export function alertRoutes(deps: ApiDeps): Route[] {
  const many = recordRoutes(deps, {
    kind: "alerts",
    list: { query: contract.alertQuery, answer: contract.AlertPage, read: listAlerts },
    count: { query: contract.alertCountQuery, read: countAlerts },
    export: {
      summary: "Hand alerts on: every one that is found, newest first, as NDJSON, CSV or OCSF Detection Findings",
      query: contract.alertExportQuery,
      columns: Object.keys(contract.AlertSummary.shape),
      read: (format) => (format === "ocsf" ? listFindings : listAlerts),
      ocsf: ({ id, finding }) => eventOf(id, finding as Record<string, unknown>),
    },
  });
  return [...many, readOne(deps)];
}

/** The finding under the alert's own id, which tells it from others of the same delivery. */
function eventOf(id: string, finding: Record<string, unknown>): Record<string, unknown> {
  return { ...finding, metadata: { ...(finding.metadata as object), uid: id } };
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read an alert with its OCSF finding and the message it came in";
  const answer = contract.AlertDetail;
  return route(
    { method: "get", path: "/v1/alerts/{id}", tag: "alerts", summary, needs: READERS, params: idParams, answer },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const alert = await inWorkspace(database, workspaceId, (client) => readAlert(client, workspaceId, id));
      if (alert === null) throw notFound("alert", id);
      return { ...alert, inferred: inferredOf(alert.finding) };
    },
  );
}
