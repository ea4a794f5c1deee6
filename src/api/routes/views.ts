import type { z } from "zod";
import { InputError } from "../../errors.ts";
import { compileFilter } from "../../expression/filter.ts";
import { nearestName } from "../../expression/nearest.ts";
import type { RecordKind } from "../../model/record-fields.ts";
import { inWorkspace } from "../../store/database.ts";
import { deleteView, listViews, saveView } from "../../store/saved-view.ts";
import { authorize } from "../access.ts";
import { notFound } from "../authenticate.ts";
import { AlertSummary } from "../contract/alert.ts";
import { IncidentSummary } from "../contract/incident.ts";
import { Done, idParams } from "../contract/page.ts";
import * as contract from "../contract/query.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, ENGINEERS, READERS, type Route, route } from "../door.ts";

const tag = "views";
/** Whoever works with what everybody sees. */
const SHARERS = [...ANALYSTS, ...ENGINEERS] as const;

/** Saved views: filters with a name, one's own or everybody's. */
export function viewRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), save(deps), remove(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const { viewQuery: query, SavedViews: answer } = contract;
  return route(
    { method: "get", path: "/v1/views", tag, summary: "List saved views", needs: READERS, query, answer },
    async ({ caller: { workspaceId }, actor, query: { kind, name } }) => {
      const of = { by: actor, kind, name };
      return { items: await inWorkspace(database, workspaceId, (client) => listViews(client, workspaceId, of)) };
    },
  );
}

function save({ database, clock }: ApiDeps): Route {
  const summary = "Save a view, over the one of the same name";
  const { NewView: body, SavedView: answer } = contract;
  return route(
    { method: "post", path: "/v1/views", tag, summary, needs: READERS, body, answer },
    ({ caller, actor, body: view }) => {
      if (view.shared) authorize(caller, SHARERS);
      if (view.filter !== "") compileFilter(view.filter, view.kind, clock.now());
      checkColumns(view.kind, view.columns);
      return inWorkspace(database, caller.workspaceId, (client) =>
        saveView(client, caller.workspaceId, { ...view, by: actor }),
      );
    },
  );
}

function checkColumns(kind: RecordKind, columns: readonly string[]): void {
  const known = Object.keys(kind === "alerts" ? AlertSummary.shape : IncidentSummary.shape);
  const wrong = columns.find((name) => !known.includes(name));
  if (wrong === undefined) return;
  const nearest = nearestName(wrong, known);
  const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  throw new InputError(
    "api.bad-body",
    `columns: "${wrong}" is not a field of ${kind}.${hint} Known: ${known.join(", ")}.`,
  );
}

function remove({ database }: ApiDeps): Route {
  const summary = "Delete a saved view";
  return route(
    { method: "delete", path: "/v1/views/{id}", tag, summary, needs: READERS, params: idParams, answer: Done },
    ({ caller, actor, params: { id } }) =>
      inWorkspace(database, caller.workspaceId, async (client) => {
        const views = await listViews(client, caller.workspaceId, { by: actor });
        if (views.find((view) => view.id === id)?.shared) authorize(caller, SHARERS);
        if (!(await deleteView(client, caller.workspaceId, id, actor))) throw notFound("view", id);
        return { done: true } satisfies z.infer<typeof Done>;
      }),
  );
}
