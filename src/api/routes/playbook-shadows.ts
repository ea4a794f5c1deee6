import { inWorkspace } from "../../store/database.ts";
import { type ComparedRun, listShadows, type ShadowRow } from "../../store/shadow.ts";
import { nameParams, type Shadow, ShadowPage, shadowQuery } from "../contract/version.ts";
import type { ApiDeps } from "../deps.ts";
import { READERS, type Route, route } from "../door.ts";
import { versionsNamed } from "../standing-version.ts";

const tag = "playbooks";

/** What versions would have done that ran beside the one in force. */
export function playbookShadowRoute({ database }: ApiDeps): Route {
  const summary = "List what a version would have done as a shadow, beside what was done, newest first";
  const path = "/v1/playbooks/{name}/shadows";
  return route(
    { method: "get", path, tag, summary, needs: READERS, params: nameParams, query: shadowQuery, answer: ShadowPage },
    ({ caller: { workspaceId }, params: { name }, query: { limit, cursor, version } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        await versionsNamed(client, workspaceId, name);
        const page = await listShadows(client, workspaceId, { name, version }, { limit, cursor });
        return { ...page, items: page.items.map((row) => ({ ...row, difference: differenceOf(row) })) };
      }),
  );
}

function differenceOf({ shadow, real }: ShadowRow): Shadow["difference"] {
  if (shadow.outcome === null || real?.outcome === null) return "open";
  if (real === null || shadow.outcome !== real.outcome) return "outcome";
  return effectsOf(shadow) === effectsOf(real) ? "none" : "effects";
}

function effectsOf({ effects }: ComparedRun): string {
  return JSON.stringify(effects.map(({ capability, entityKey, decision }) => [capability, entityKey, decision]).sort());
}
