/** The cases that came with versions of playbooks. */
import type { Client, Queryable } from "./database.ts";

/** Keeps the cases of a version, in the place of those before. */
export async function keepTest(
  client: Client,
  workspaceId: string,
  versionId: string,
  { source, by }: { source: string; by: string },
): Promise<void> {
  await client.query(
    `INSERT INTO playbook_tests (version_id, workspace_id, source, by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (version_id) DO UPDATE SET source = excluded.source, at = now(), by = excluded.by WHERE playbook_tests.source <> excluded.source`,
    [versionId, workspaceId, source, by],
  );
}

/** The cases of a version; null where none came with it. */
export async function testOf(client: Queryable, versionId: string): Promise<string | null> {
  const found = await client.query<{ source: string }>("SELECT source FROM playbook_tests WHERE version_id = $1", [
    versionId,
  ]);
  return found.rows[0]?.source ?? null;
}
