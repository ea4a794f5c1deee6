/** What lies beside versions of playbooks: a trial, cases, what a shadow would have done, and what was applied from a folder. */
import { newId } from "../../src/ids.ts";
import type { Client } from "../../src/store/database.ts";

/** One of each, beside a version and a run that are there. */
export async function seedVersions(client: Client, workspaceId: string, runId: string): Promise<void> {
  await client.query(
    "INSERT INTO playbook_trials (workspace_id, name, version_id, share, by) SELECT $1, name, version_id, 0, 'system' FROM playbook_lives WHERE workspace_id = $1 LIMIT 1",
    [workspaceId],
  );
  await client.query(
    "INSERT INTO playbook_tests (version_id, workspace_id, source, by) SELECT version_id, $1, 'cases: []', 'system' FROM playbook_lives WHERE workspace_id = $1 LIMIT 1",
    [workspaceId],
  );
  await client.query(
    "INSERT INTO shadow_lines (run_id, key, workspace_id, kind, step, what) VALUES ($1, '', $2, 'ending', 's', 'w')",
    [runId, workspaceId],
  );
  await client.query("INSERT INTO content_applies (id, workspace_id, by, held) VALUES ($1, $2, 'system', '{}')", [
    newId(),
    workspaceId,
  ]);
}
