import { newModelPort } from "../../ai/port.ts";
import { sealSecrets } from "../../connector/seal.ts";
import { inWorkspace } from "../../store/database.ts";
import { listCalls } from "../../store/model-call.ts";
import { readModelSettings, removeModelSettings, saveModelSettings } from "../../store/model-settings.ts";
import { noneThere } from "../authenticate.ts";
import * as contract from "../contract/model.ts";
import { Done } from "../contract/page.ts";
import type { ApiDeps } from "../deps.ts";
import { ADMINS, READERS, type Route, route } from "../door.ts";
import { modelSealContext } from "../workspace-model.ts";

const tag = "model";
const path = "/v1/model";

/** Which language model a workspace is helped by, within which limits, and what it was asked. */
export function modelRoutes(deps: ApiDeps): Route[] {
  return [read(deps), set(deps), tryOut(deps), remove(deps), calls(deps)];
}

function read({ database }: ApiDeps): Route {
  const summary = "Read which language model this workspace is helped by; settings are null when by none";
  return route(
    { method: "get", path, tag, summary, needs: READERS, answer: contract.Model },
    async ({ caller: { workspaceId } }) => ofWorkspace(database, workspaceId),
  );
}

async function ofWorkspace(database: ApiDeps["database"], workspaceId: string): Promise<object> {
  const stored = await inWorkspace(database, workspaceId, (client) => readModelSettings(client, workspaceId));
  if (stored === null) return { settings: null, secretNames: [], changedBy: null, changedAt: null };
  const { sealedSecrets: _sealed, ...shown } = stored;
  return shown;
}

function set({ database, keyring }: ApiDeps): Route {
  const summary = "Set the language model of this workspace, with its secrets; what is not named is gone";
  const { ModelChange: body, Model: answer } = contract;
  return route(
    { method: "put", path, tag, summary, needs: ADMINS, recent: true, body, answer },
    async ({ caller: { workspaceId }, actor: by, body: { settings, secrets } }) => {
      const secretNames = Object.keys(secrets).sort();
      const sealed = secretNames.length === 0 ? null : sealSecrets(keyring, modelSealContext(workspaceId), secrets);
      await inWorkspace(database, workspaceId, (client) =>
        saveModelSettings(client, workspaceId, { settings, sealed, secretNames, by }),
      );
      return ofWorkspace(database, workspaceId);
    },
  );
}

/** Enough for a word, and for a model that thinks before it says one. */
const TRIED_TOKENS = 512;

function tryOut({ modelFetch, clock }: ApiDeps): Route {
  const summary = "Ask a language model for one word, before it is set; nothing of the workspace is said to it";
  const { ModelChange: body, ModelTried: answer } = contract;
  return route(
    { method: "post", path: `${path}/test`, tag, summary, needs: ADMINS, recent: true, body, answer },
    async ({ body: { settings, secrets } }) => {
      const limits = { ...settings.limits, outputTokens: Math.min(settings.limits.outputTokens, TRIED_TOKENS) };
      const ask = newModelPort({ settings: { ...settings, limits }, secrets, fetch: modelFetch });
      const started = clock.now().getTime();
      const { text, ...tokens } = await ask({ instructions: "Answer with one word.", data: "Are you there?" });
      return { text: text.slice(0, 200), ...tokens, ms: clock.now().getTime() - started };
    },
  );
}

function remove({ database }: ApiDeps): Route {
  const summary = "Do without a language model from now on";
  return route(
    { method: "delete", path, tag, summary, needs: ADMINS, recent: true, answer: Done },
    async ({ caller: { workspaceId }, actor }) => {
      const removed = await inWorkspace(database, workspaceId, (client) =>
        removeModelSettings(client, workspaceId, actor),
      );
      if (!removed) throw noneThere("language model in this workspace", "There is nothing to do without.");
      return { done: true };
    },
  );
}

function calls({ database }: ApiDeps): Route {
  const summary = "List what the language model was asked, what it took and what came of it, newest first";
  const { modelCallQuery: query, ModelCallPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/model/calls", tag, summary, needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listCalls(client, workspaceId, filter, { limit, cursor })),
  );
}
