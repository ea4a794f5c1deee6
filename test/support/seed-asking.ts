/** What asking people about an approval leaves behind, and what watching playbooks and trying connections does: one row of each. */
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

/** Of breakers, canaries and whatever else is counted or kept by a workspace. */
export async function seedGuarding(client: Client, workspaceId: string): Promise<void> {
  await client.query(
    "INSERT INTO breakers (id, workspace_id, playbook, cause, reason) VALUES ($1, $2, 'p', 'drift', 'r')",
    [newId(), workspaceId],
  );
  await client.query("INSERT INTO breaker_thresholds VALUES ($1, '{}')", [workspaceId]);
  await client.query(
    "INSERT INTO canaries (id, workspace_id, connection, capability, entity, passed, checks, by) VALUES ($1, $2, 'c', 'i', 'e', true, '[]', 'system')",
    [newId(), workspaceId],
  );
  await client.query("INSERT INTO retention_periods VALUES ($1, 'alerts', 30)", [workspaceId]);
  await client.query("INSERT INTO budget_locks VALUES ($1, 'k')", [workspaceId]);
  await client.query("INSERT INTO budget_usage VALUES ($1, 'k', now(), 1)", [workspaceId]);
  await client.query("INSERT INTO budget_held VALUES ($1, 'k', $2, 'user/u')", [workspaceId, newId()]);
  await client.query("INSERT INTO run_calls (workspace_id, run_id) VALUES ($1, $2)", [workspaceId, newId()]);
  await client.query("INSERT INTO run_watches VALUES ($1, $2, $3)", [newId(), workspaceId, newId()]);
  await client.query("INSERT INTO alert_repeats VALUES ($1, $2, 1, now())", [newId(), workspaceId]);
  await client.query("INSERT INTO alert_seen VALUES ($1, $2, $1, now())", [newId(), workspaceId]);
}
