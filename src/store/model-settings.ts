/** Which language model a workspace is helped by, with its secrets sealed. */
import { ModelSettings } from "../model/model-settings.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

export interface StoredModelSettings {
  settings: ModelSettings;
  sealedSecrets: Buffer | null;
  secretNames: string[];
  changedBy: string;
  changedAt: Date;
}

/** The settings of a workspace; null when it has no model. */
export async function readModelSettings(client: Queryable, workspaceId: string): Promise<StoredModelSettings | null> {
  const result = await client.query<Omit<StoredModelSettings, "settings"> & { settings: unknown }>(
    `SELECT settings, sealed_secrets AS "sealedSecrets", secret_names AS "secretNames", changed_by AS "changedBy", changed_at AS "changedAt"
     FROM model_settings WHERE workspace_id = $1`,
    [workspaceId],
  );
  const [row] = result.rows;
  // Read again through the schema, so that a limit that came later has its default.
  return row === undefined ? null : { ...row, settings: ModelSettings.parse(row.settings) };
}

/** Sets a workspace's model, in place of what was set before. */
export async function saveModelSettings(
  client: Client,
  workspaceId: string,
  {
    settings,
    sealed,
    secretNames,
    by,
  }: { settings: ModelSettings; sealed: Uint8Array | null; secretNames: string[]; by: string },
): Promise<void> {
  await client.query(
    `INSERT INTO model_settings (workspace_id, settings, sealed_secrets, secret_names, changed_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (workspace_id) DO UPDATE SET settings = excluded.settings, sealed_secrets = excluded.sealed_secrets,
       secret_names = excluded.secret_names, changed_by = excluded.changed_by, changed_at = now()`,
    [workspaceId, pgJson(settings), sealed, secretNames, by],
  );
  const { provider, model, limits } = settings;
  const entry = { workspaceId, actor: by, action: "model-set", subjectType: "model", subjectId: model };
  await appendAudit(client, [{ ...entry, details: { provider, limits } }]);
}

/** Takes a workspace's model away, with its secrets. False when it had none. */
export async function removeModelSettings(client: Client, workspaceId: string, by: string): Promise<boolean> {
  const result = await client.query<{ model: string }>(
    "DELETE FROM model_settings WHERE workspace_id = $1 RETURNING settings->>'model' AS model",
    [workspaceId],
  );
  const [row] = result.rows;
  if (row === undefined) return false;
  const entry = { workspaceId, actor: by, action: "model-removed", subjectType: "model", subjectId: row.model };
  await appendAudit(client, [entry]);
  return true;
}

/** Replaces each sealed value in every workspace by what `rewrap` makes of it, in the caller's transaction. For the system role. */
export async function resealModelSettings(client: Client, rewrap: (sealed: Buffer) => Buffer): Promise<void> {
  const found = await client.query<{ workspaceId: string; sealed: Buffer }>(
    `SELECT workspace_id AS "workspaceId", sealed_secrets AS sealed FROM model_settings WHERE sealed_secrets IS NOT NULL FOR UPDATE`,
  );
  for (const { workspaceId, sealed } of found.rows)
    await client.query("UPDATE model_settings SET sealed_secrets = $2 WHERE workspace_id = $1", [
      workspaceId,
      rewrap(sealed),
    ]);
}
