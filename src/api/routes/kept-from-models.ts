import type { z } from "zod";
import { InputError } from "../../errors.ts";
import { didYouMean } from "../../expression/nearest.ts";
import { taxonomyInForce } from "../../store/content.ts";
import { type Client, inWorkspace } from "../../store/database.ts";
import { incidentIdOf } from "../../store/incident-read.ts";
import { endKept, type KeptTarget, keepFromModels, listKept } from "../../store/kept-from-models.ts";
import { readTaxonomy } from "../../taxonomy/stored.ts";
import { notFound } from "../authenticate.ts";
import * as contract from "../contract/kept-from-models.ts";
import { idParams } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, READERS, type Route, route } from "../door.ts";

const tag = "kept-from-models";

/** What models do not see: the workspace's own triage model, and with `prompts` language models too. */
export function keptFromModelsRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), keep(deps), end(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const summary = "List what is kept from models";
  const { keptQuery: query, KeptPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/kept-from-models", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, all = false } }) =>
      inWorkspace(database, workspaceId, (client) => listKept(client, workspaceId, { all }, { limit, cursor })),
  );
}

function keep({ database }: ApiDeps): Route {
  const summary = "Keep an incident, a type or a time from what models learn from, and from prompts where it says so";
  const { NewKept: body, NewlyKept: answer } = contract;
  return route(
    { method: "post", path: "/v1/kept-from-models", tag, summary, needs: ADMINS, body, status: 201, answer },
    ({ caller: { workspaceId }, actor: by, body: { target, prompts, reason } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const meant = await targetOf(client, workspaceId, target);
        return keepFromModels(client, workspaceId, { target: meant, prompts, reason, by });
      }),
  );
}

/** An incident by its id, however it was named; a type that the taxonomy has, or a class of such. */
async function targetOf(
  client: Client,
  workspaceId: string,
  target: z.output<typeof contract.NewKept>["target"],
): Promise<KeptTarget> {
  if (target.kind === "range") return target;
  if (target.kind === "type") {
    const types = readTaxonomy((await taxonomyInForce(client, workspaceId))?.content)?.types ?? [];
    const ids = types.map(({ id }) => id);
    const { typeId } = target;
    if (ids.includes(typeId) || ids.some((id) => id.startsWith(`${typeId}/`))) return target;
    throw new InputError("triage.no-such-type", `The taxonomy has no type "${typeId}"; ${didYouMean(typeId, ids)}`);
  }
  const incidentId = await incidentIdOf(client, workspaceId, target.incident);
  if (incidentId === null) throw notFound("incident", target.incident);
  return { kind: "incident", incidentId };
}

function end({ database }: ApiDeps): Route {
  const summary = "Let models see again what was kept from them";
  const { KeptEnd: body, KeptFromModels: answer } = contract;
  const path = "/v1/kept-from-models/{id}/end";
  return route(
    { method: "post", path, tag, summary, needs: ADMINS, recent: true, params: idParams, body, answer },
    ({ caller: { workspaceId }, actor: by, params: { id }, body: { reason } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const ended = await endKept(client, workspaceId, id, { reason, by });
        if (ended === null) throw notFound("keeping in force", id);
        return ended;
      }),
  );
}
