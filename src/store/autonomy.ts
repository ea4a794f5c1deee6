/** Stages of autonomy as they are, and by what they are moved. */
import { type Autonomy, AutonomySettings, type AutonomyStage, type StageOf } from "../model/autonomy.ts";
import { appendAudit } from "./audit.ts";
import { bumpContent } from "./content-change.ts";
import type { Client, Queryable } from "./database.ts";
import { pgJson } from "./json.ts";

/** What a workspace has set, and the usual for the rest. */
export async function autonomySettings(client: Queryable, workspaceId: string): Promise<AutonomySettings> {
  const found = await client.query<{ settings: unknown }>(
    "SELECT settings FROM autonomy_settings WHERE workspace_id = $1",
    [workspaceId],
  );
  return AutonomySettings.parse(found.rows[0]?.settings ?? {});
}

/** Sets all of it. */
export async function setAutonomySettings(
  client: Client,
  workspaceId: string,
  settings: AutonomySettings,
  by: string,
): Promise<void> {
  await client.query(
    "INSERT INTO autonomy_settings (workspace_id, settings) VALUES ($1, $2) ON CONFLICT (workspace_id) DO UPDATE SET settings = excluded.settings",
    [workspaceId, pgJson(settings)],
  );
  await bumpContent(client, workspaceId);
  const subject = { subjectType: "autonomy", subjectId: workspaceId, details: { ...settings } };
  await appendAudit(client, [{ workspaceId, actor: by, action: "autonomy-settings-set", ...subject }]);
}

/** The stages of these workspaces, by workspace. */
export async function autonomyOf(client: Queryable, workspaceIds: readonly string[]): Promise<Map<string, Autonomy>> {
  const result = await client.query<{ workspaceId: string; initial: AutonomyStage | null; stages: StageOf[] | null }>({
    name: "autonomy-of",
    text: `SELECT w.id AS "workspaceId", s.settings->>'initial' AS initial,
        (SELECT json_agg(json_build_object('incidentType', a.incident_type, 'playbook', a.playbook, 'stage', a.stage)) FROM autonomy_stages a WHERE a.workspace_id = w.id) AS stages
      FROM unnest($1::uuid[]) AS w(id) LEFT JOIN autonomy_settings s ON s.workspace_id = w.id`,
    values: [workspaceIds],
  });
  const { initial: usual } = AutonomySettings.parse({});
  return new Map(
    result.rows.map(({ workspaceId, initial, stages }) => [
      workspaceId,
      { initial: initial ?? usual, stages: stages ?? [] },
    ]),
  );
}
