import { capabilities } from "../../connector/capabilities/catalog.ts";
import { countermeasureText } from "../../connector/d3fend.ts";
import { toRemediationActivity } from "../../respond/remediation-activity.ts";
import { boundedRead } from "../../store/bounded-read.ts";
import { inWorkspace } from "../../store/database.ts";
import { listEffects, readEffect } from "../../store/effect-read.ts";
import type { Paged } from "../../store/page.ts";
import { notFound } from "../authenticate.ts";
import { idParams } from "../contract/page.ts";
import { EffectDetail, EffectPage, type EffectView, effectExportQuery, effectQuery } from "../contract/run.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { keysNamed } from "../entity-names.ts";
import { EXPORT_MS, EXPORTED_AT_ONCE, exported, type Row } from "../export.ts";

const tag = "effects";

/** The journal: what was done, was refused, or waits for a person. */
export function effectRoutes(deps: ApiDeps): Route[] {
  return [list(deps), handOn(deps), readOne(deps)];
}

function list(deps: ApiDeps): Route {
  const summary = "List effects";
  return route(
    { method: "get", path: "/v1/effects", tag, summary, needs: READERS, query: effectQuery, answer: EffectPage },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(deps.database, workspaceId, async (client) => {
        const entity = await keysNamed(deps, client, workspaceId, filter.entity);
        return listEffects(client, workspaceId, { ...filter, entity }, { limit, cursor });
      }),
  );
}

/** Of CSV, in order; what is an object is in the other formats. */
const COLUMNS = [
  ...["id", "intendedAt", "settledAt", "status", "capability", "effectClass", "connection", "entityType", "entityKey"],
  ...["incidentId", "runId", "step", "playbook", "attempts", "reverses", "argsHash", "idempotencyKey"],
];

function handOn(deps: ApiDeps): Route {
  const summary =
    "Hand the journal on: every effect that is found, newest first, as NDJSON, CSV or OCSF Remediation Activities";
  const query = effectExportQuery;
  return route(
    { method: "get", path: "/v1/effects/export", tag, summary, needs: READERS, query, streams: true },
    ({ caller: { workspaceId }, query: { format, cursor, ...filter } }) => {
      const pageAfter = (after: string | undefined) =>
        boundedRead(
          deps.database,
          workspaceId,
          async (client) => {
            const entity = await keysNamed(deps, client, workspaceId, filter.entity);
            const page = { limit: EXPORTED_AT_ONCE, cursor: after };
            return (await listEffects(client, workspaceId, { ...filter, entity }, page)) as Paged<Row>;
          },
          EXPORT_MS,
        );
      const ocsf = (row: Row) => toRemediationActivity(row as unknown as EffectView);
      return exported({ format, cursor, columns: COLUMNS, read: pageAfter, ocsf });
    },
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read an effect";
  return route(
    {
      ...{ method: "get", path: "/v1/effects/{id}", tag, summary },
      ...{ needs: READERS, params: idParams, answer: EffectDetail },
    },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const effect = await inWorkspace(database, workspaceId, (client) => readEffect(client, workspaceId, id));
      if (effect === null) throw notFound("effect", id);
      const { capability } = effect as EffectView;
      const countermeasures = capabilities.get(capability)?.d3fend?.map(countermeasureText) ?? [];
      return { ...effect, countermeasures, activity: toRemediationActivity(effect as EffectView) };
    },
  );
}
