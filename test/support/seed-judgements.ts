/** Everything that judging leaves behind, one row of each. */
import { newId } from "../../src/ids.ts";
import type { Client } from "../../src/store/database.ts";

export async function seedJudgements(
  client: Client,
  workspaceId: string,
  { decision, incident }: { decision: string; incident: string },
): Promise<void> {
  await client.query(
    "INSERT INTO decisions (id, workspace_id, kind, what, why, by, words) VALUES ($1, $2, 'lesson', 'w', 'y', 'system', '')",
    [decision, workspaceId],
  );
  await client.query("INSERT INTO autonomy_settings VALUES ($1, '{}')", [workspaceId]);
  await client.query("INSERT INTO autonomy_stages VALUES ($1, 't', 'p', 'ask')", [workspaceId]);
  await client.query("INSERT INTO autonomy_observations VALUES ($1, 'run', $2, 't', 'p', $3, true, true, 'x', now())", [
    workspaceId,
    newId(),
    incident,
  ]);
}
