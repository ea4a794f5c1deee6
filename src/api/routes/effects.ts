import { inWorkspace } from "../../store/database.ts";
import { listEffects, readEffect } from "../../store/effect-read.ts";
import { notFound } from "../authenticate.ts";
import { idParams } from "../contract/page.ts";
import { EffectPage, EffectView, effectQuery } from "../contract/run.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { keysNamed } from "../entity-names.ts";

const tag = "effects";

/** The journal: what was done, was refused, or waits for a person. */
export function effectRoutes(deps: ApiDeps): Route[] {
  const { database } = deps;
  return [
    route(
      {
        method: "get",
        path: "/v1/effects",
        tag,
        summary: "List effects",
        needs: READERS,
        query: effectQuery,
        answer: EffectPage,
      },
      ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
        inWorkspace(database, workspaceId, async (client) => {
          const entity = await keysNamed(deps, client, workspaceId, filter.entity);
          return listEffects(client, workspaceId, { ...filter, entity }, { limit, cursor });
        }),
    ),
    route(
      {
        method: "get",
        path: "/v1/effects/{id}",
        tag,
        summary: "Read an effect",
        needs: READERS,
        params: idParams,
        answer: EffectView,
      },
      async ({ caller: { workspaceId }, params: { id } }) => {
        const effect = await inWorkspace(database, workspaceId, (client) => readEffect(client, workspaceId, id));
        if (effect === null) throw notFound("effect", id);
        return effect;
      },
    ),
  ];
}
