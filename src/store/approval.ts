/** Approvals: a person's yes or no to one exact effect, once. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface ApprovalRow {
  id: string;
  effectId: string;
  argsHash: string;
  status: string;
  runId: string | null;
  expiresAt: Date;
}

/** The run that asked is there for the answer; one that was cancelled is there again when it is resumed. */
const WAITED_FOR = `(p.run_id IS NULL OR EXISTS (SELECT 1 FROM runs r WHERE r.id = p.run_id AND r.status IN ('ready', 'running', 'waiting')))`;
/** One that was not answered in time, or that nobody waits for, is expired, also before anybody wrote that down. */
const STATUS = `CASE WHEN p.status = 'pending' AND (p.expires_at <= now() OR NOT ${WAITED_FOR}) THEN 'expired' ELSE p.status END`;
const SELECT = `SELECT p.id, p.workspace_id AS "workspaceId", p.effect_id AS "effectId", p.incident_id AS "incidentId", p.run_id AS "runId", p.args_hash AS "argsHash",
  p.summary, p.reason, ${STATUS} AS status, p.requested_at AS "requestedAt",
  p.expires_at AS "expiresAt", p.decided_at AS "decidedAt", p.decided_by AS "decidedBy", p.comment FROM approvals p`;

/** One page of a workspace's approvals, newest first. */
export function listApprovals(
  client: Queryable,
  workspaceId: string,
  filter: { status?: string[] | undefined; incident?: string | undefined },
  page: Page,
): Promise<Paged<ApprovalRow>> {
  return selectPage<ApprovalRow>(
    client,
    SELECT,
    [
      ["p.workspace_id = ?", workspaceId],
      [`(${STATUS}) = ANY (?::text[])`, filter.status],
      ["p.incident_id = ?::uuid", filter.incident],
    ],
    page,
    "p.id",
  );
}

/** One approval; null when the workspace has none of that id. */
export async function readApproval(client: Queryable, workspaceId: string, id: string): Promise<ApprovalRow | null> {
  return (
    (await client.query<ApprovalRow>(`${SELECT} WHERE p.workspace_id = $1 AND p.id = $2`, [workspaceId, id])).rows[0] ??
    null
  );
}

/**
 * Answers an approval that is still pending, whose effect is still the one seen and whose run still waits. False when one of these no longer holds:
 * of two people who answer at once, one does.
 */
export async function decideApproval(
  client: Client,
  workspaceId: string,
  id: string,
  answer: { status: "approved" | "denied"; argsHash: string; by: string; comment: string | null },
): Promise<boolean> {
  const result = await client.query<{ effectId: string }>(
    `UPDATE approvals p SET status = $3, decided_at = now(), decided_by = $4, comment = $5
     WHERE p.workspace_id = $1 AND p.id = $2 AND p.status = 'pending' AND p.expires_at > now() AND p.args_hash = $6
       AND ${WAITED_FOR}
     RETURNING p.effect_id AS "effectId"`,
    [workspaceId, id, answer.status, answer.by, answer.comment, answer.argsHash],
  );
  const effectId = result.rows[0]?.effectId;
  if (effectId === undefined) return false;
  const details = { effect: effectId, argsHash: answer.argsHash, comment: answer.comment };
  await appendAudit(client, [
    {
      workspaceId,
      actor: answer.by,
      action: `approval-${answer.status}`,
      subjectType: "approval",
      subjectId: id,
      details,
    },
  ]);
  return true;
}
