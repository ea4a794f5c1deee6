/** Everything that looking back leaves behind, one row of each. */
import { newId } from "../../src/ids.ts";
import type { Client } from "../../src/store/database.ts";

export async function seedReviews(client: Client, workspaceId: string, review: string): Promise<void> {
  await client.query(
    "INSERT INTO reviews (id, workspace_id, playbook, period_from, period_to, figures, due_at) VALUES ($1, $2, 'seeded', now(), now(), '{}', now())",
    [review, workspaceId],
  );
  await client.query(
    "INSERT INTO drifts (id, workspace_id, kind, name, watch, since, text, review_id) VALUES ($1, $2, 'playbook', 'seeded', 'failures', now(), 't', $3)",
    [newId(), workspaceId, review],
  );
  await client.query("INSERT INTO drift_watches VALUES ($1, 'playbook', 'seeded', 'failures', '{}')", [workspaceId]);
  await client.query("INSERT INTO drift_cursors VALUES ($1, 'runs', now(), $2)", [workspaceId, newId()]);
  await client.query("INSERT INTO review_settings (workspace_id) VALUES ($1)", [workspaceId]);
  await client.query("INSERT INTO readiness_answers VALUES ($1, 'exercised', true, 'r', 'system')", [workspaceId]);
  await client.query("INSERT INTO readiness_levels VALUES ($1, now(), '{}')", [workspaceId]);
}
