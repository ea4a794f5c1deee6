/** A workspace's language model, ready to be asked; and what of the workspace is never said to it. */
import { newModelPort } from "../ai/port.ts";
import type { ProposeDeps } from "../ai/propose.ts";
import { redactSecrets } from "../connector/redact.ts";
import { openSecrets, sealContext } from "../connector/seal.ts";
import { InputError } from "../errors.ts";
import { inWorkspace } from "../store/database.ts";
import { readModelSettings } from "../store/model-settings.ts";
import type { ApiDeps } from "./deps.ts";

/** What a model's secrets are sealed for. */
export function modelSealContext(workspaceId: string): string {
  return sealContext(workspaceId, "model");
}

/** @throws InputError `ai.not-configured` with how to, when the workspace has no model */
export async function modelOfWorkspace(deps: ApiDeps, workspaceId: string): Promise<ProposeDeps> {
  const { database, keyring, clock, modelFetch } = deps;
  const stored = await inWorkspace(database, workspaceId, (client) => readModelSettings(client, workspaceId));
  if (stored === null)
    throw new InputError(
      "ai.not-configured",
      "This workspace has no language model, and needs none for anything else. An admin can set one: cordon model set --provider openai-compatible --base-url http://127.0.0.1:8080/v1 --model <name>.",
    );
  const { settings, sealedSecrets } = stored;
  const secrets = sealedSecrets === null ? {} : openSecrets(keyring, modelSealContext(workspaceId), sealedSecrets);
  const { connections } = await deps.responses(workspaceId);
  const known = [...Object.values(secrets), ...connections.flatMap(({ parts }) => Object.values(parts.secrets))];
  return {
    database,
    settings,
    ask: newModelPort({ settings, secrets, fetch: modelFetch }),
    redact: (text) => redactSecrets(text, known),
    now: () => clock.now(),
  };
}
