/** What time does to approvals: the next in the order is asked, what may proceed proceeds, the rest expires. */
import { appendAudit } from "./audit.ts";
import { reserveBudgets } from "./budget.ts";
import type { Client } from "./database.ts";
import type { Intent } from "./effect-intend.ts";
import { onTurn, type Turn } from "./on-call-turn.ts";

/** The yes of these effects is used now: it is good for one. */
export async function useApprovals(client: Client, effectIds: readonly string[]): Promise<void> {
  await client.query(
    "UPDATE approvals SET used_at = now() WHERE effect_id = ANY ($1::uuid[]) AND status IN ('approved', 'proceeded') AND used_at IS NULL",
    [effectIds],
  );
}

/** Those of these effects that nobody answered are not answered any more. */
export async function expireApprovals(client: Client, effectIds: readonly string[]): Promise<void> {
  await client.query(
    "UPDATE approvals SET status = 'expired', decided_at = now() WHERE effect_id = ANY ($1::uuid[]) AND status = 'pending'",
    [effectIds],
  );
}

/** Hands a question that nobody answered to the next in its queue's order; answers until when they have time, null when there is nobody left. */
export async function nextRound(client: Client, approvalId: string): Promise<Date | null> {
  const found = await client.query<Turn & { round: number }>(
    `SELECT workspace_id AS "workspaceId", run_id AS "runId", terms, round FROM approvals WHERE id = $1 AND status = 'pending' FOR UPDATE`,
    [approvalId],
  );
  const turn = found.rows[0];
  if (turn === undefined || turn.terms.approvers + turn.round >= (await onTurn(client, turn)).length) return null;
  const moved = await client.query<{ until: Date }>(
    "UPDATE approvals SET round = round + 1, expires_at = now() + make_interval(secs => $2) WHERE id = $1 RETURNING expires_at AS until",
    [approvalId, turn.terms.expiresSeconds],
  );
  await note(client, turn.workspaceId, approvalId, "approval-escalated", { round: turn.round + 1 });
  return moved.rows[0]!.until;
}

/** Lets an effect that nobody answered proceed, when every budget of the policies that allow it has room. False when one has none. */
export async function proceedUnanswered(client: Client, approvalId: string, intent: Intent): Promise<boolean> {
  // Without a bound in time it would be done unanswered without end.
  if (
    intent.budgets.every(({ windowSeconds }) => windowSeconds === null) ||
    (await reserveBudgets(client, [intent])).size > 0
  )
    return false;
  const moved = await client.query(
    "UPDATE approvals SET status = 'proceeded', decided_at = now() WHERE id = $1 AND status = 'pending'",
    [approvalId],
  );
  if (moved.rowCount !== 1) return false;
  const details = { effect: intent.id, policies: intent.guard.policies };
  await note(client, intent.workspaceId, approvalId, "approval-proceeded", details);
  return true;
}

function note(client: Client, workspaceId: string, id: string, action: string, details: Record<string, unknown>) {
  return appendAudit(client, [
    { workspaceId, actor: "system", action, subjectType: "approval", subjectId: id, details },
  ]);
}
