/** One of everything that says which alerts belong together. */
import { newId } from "../../src/ids.ts";
import type { Client } from "../../src/store/database.ts";

export async function seedBelonging(
  client: Client,
  workspaceId: string,
  of: { delivery: string; alert: string; incident: string; suppression: string; move: string },
): Promise<void> {
  const { delivery, alert, incident, suppression, move } = of;
  await client.query("INSERT INTO alert_folds VALUES ($1, 0, $2, $3, '', 'u')", [delivery, workspaceId, alert]);
  await client.query("INSERT INTO correlation_keys VALUES ($1, $2, $3)", [newId(), workspaceId, incident]);
  await client.query("INSERT INTO storms VALUES ($1, $2, 'r', now(), now(), 1, 0)", [newId(), workspaceId]);
  await client.query(
    "INSERT INTO suppressions (id, workspace_id, condition, reason, created_by, until) VALUES ($1, $2, 'false', 'r', 'system', now())",
    [suppression, workspaceId],
  );
  await client.query("INSERT INTO suppressed_alerts VALUES ($1, $2, $3)", [alert, workspaceId, suppression]);
  await client.query(
    "INSERT INTO incident_moves (id, workspace_id, kind, from_id, to_id, alerts, before, reason, by) VALUES ($1, $2, 'split', $3, $3, '{}', '{}', 'r', 'system')",
    [move, workspaceId, incident],
  );
}
