/** Everything that asking people about an approval leaves behind, one row of each. */
import { newId } from "../../src/ids.ts";
import type { Client } from "../../src/store/database.ts";

export async function seedAsking(
  client: Client,
  workspaceId: string,
  { approvalId, onCall }: { approvalId: string; onCall: string },
): Promise<void> {
  await client.query("INSERT INTO on_call VALUES ($1, $2, 'soc', 'ada', 1, now(), NULL)", [onCall, workspaceId]);
  await client.query("INSERT INTO contacts VALUES ($1, 'ada', 'mail', 'ada@example.com')", [workspaceId]);
  await client.query(
    "INSERT INTO delegations VALUES ($1, $2, 'ada', 'bob', now(), now() + interval '1 hour', 'system')",
    [newId(), workspaceId],
  );
  await client.query(
    "INSERT INTO approval_votes (approval_id, workspace_id, person, answer, by, way) VALUES ($1, $2, 'ada', 'approved', 'token:ada', 'api')",
    [approvalId, workspaceId],
  );
  await client.query(
    "INSERT INTO approval_notices (id, workspace_id, approval_id, round, person, connection, address) VALUES ($1, $2, $3, 0, 'ada', 'mail', 'ada@example.com')",
    [newId(), workspaceId, approvalId],
  );
  await client.query("INSERT INTO approval_links VALUES ($1, $2, $3, 'ada', 'mail', 'a', now())", [
    newId(),
    workspaceId,
    approvalId,
  ]);
}
