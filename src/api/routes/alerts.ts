import { listAlerts, readAlert } from "../../store/alert-read.ts";
import { inWorkspace } from "../../store/database.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/alert.ts";
import { idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { keysNamed } from "../entity-names.ts";
import { inferredOf } from "../inferred.ts";

const tag = "alerts";

/** Alerts: find them, read one with its finding and the message it came in. */
export function alertRoutes(deps: ApiDeps): Route[] {
  const { database } = deps;
  const { alertQuery: query, AlertPage, AlertDetail } = contract;
  return [
    route(
      { method: "get", path: "/v1/alerts", tag, summary: "List alerts", needs: READERS, query, answer: AlertPage },
      ({ caller: { workspaceId }, query: { limit, cursor, entity: name, ...filter } }) =>
        inWorkspace(database, workspaceId, async (client) => {
          const entity = await keysNamed(deps, client, workspaceId, name);
          return listAlerts(client, workspaceId, { ...filter, entity }, { limit, cursor });
        }),
    ),
    route(
      {
        method: "get",
        path: "/v1/alerts/{id}",
        tag,
        summary: "Read an alert with its OCSF finding and the message it came in",
        needs: READERS,
        params: idParams,
        answer: AlertDetail,
      },
      async ({ caller: { workspaceId }, params: { id } }) => {
        const alert = await inWorkspace(database, workspaceId, (client) => readAlert(client, workspaceId, id));
        if (alert === null) throw notFound("alert", id);
        return { ...alert, inferred: inferredOf(alert.finding) };
      },
    ),
  ];
}
