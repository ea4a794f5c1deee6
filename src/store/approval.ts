/** Approvals as the doors show them; answering is in approval-answer.ts. */
import type { ApprovalTerms, EffectInWords, Vote } from "../model/approval.ts";
import type { Queryable } from "./database.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface ApprovalRow {
  id: string;
  workspaceId: string;
  effectId: string;
  incidentId: string | null;
  argsHash: string;
  summary: string;
  reason: string;
  words: EffectInWords;
  terms: ApprovalTerms;
  votes: Vote[];
  status: string;
  runId: string | null;
  expiresAt: Date;
  decidedBy: string | null;
}

/** The run that asked is there for the answer; one that was cancelled is there again when it is resumed. */
const WAITED_FOR = `(p.run_id IS NULL OR EXISTS (SELECT 1 FROM runs r WHERE r.id = p.run_id AND r.status IN ('ready', 'running', 'waiting')))`;
/**
 * One that was not answered in time, or that nobody waits for, is expired, also before anybody wrote that down. What escalates or proceeds then is
 * pending until the run that waits has seen to it.
 */
const STATUS = `CASE WHEN p.status = 'pending' AND ((p.expires_at <= now() AND p.terms->>'onExpiry' = 'refuse') OR NOT ${WAITED_FOR}) THEN 'expired' ELSE p.status END`;
const VOTES = `COALESCE((SELECT jsonb_agg(jsonb_build_object('person', v.person, 'answer', v.answer, 'by', v.by, 'way', v.way, 'comment', v.comment,
  'at', to_char(v.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY v.at, v.person) FROM approval_votes v WHERE v.approval_id = p.id), '[]')`;
const SELECT = `SELECT p.id, p.workspace_id AS "workspaceId", p.effect_id AS "effectId", p.incident_id AS "incidentId", p.run_id AS "runId", p.args_hash AS "argsHash",
  p.summary, p.reason, p.words, p.terms, p.round, ${VOTES} AS votes, ${STATUS} AS status, p.requested_at AS "requestedAt",
  p.expires_at AS "expiresAt", p.decided_at AS "decidedAt", p.decided_by AS "decidedBy", p.comment, p.used_at AS "usedAt" FROM approvals p`;

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
