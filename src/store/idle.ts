/** Playbooks that are in force and do not run. */
import { newId } from "../ids.ts";
import { appendAudit } from "./audit.ts";
import type { Queryable } from "./database.ts";
import { firstIdSince } from "./figures.ts";
import { pgJson } from "./json.ts";

export interface IdlePlaybook {
  name: string;
  /** When its newest run began; null when it never ran. */
  lastRun: Date | null;
}

/**
 * Playbooks in force that have been known since `from` and did not run in `[from, to)`, by name: only those that no review has named since their last
 * run. Shadows are no runs.
 */
export async function idlePlaybooks(
  client: Queryable,
  workspaceId: string,
  { from, to }: { from: Date; to: Date },
): Promise<IdlePlaybook[]> {
  const found = await client.query<IdlePlaybook>(
    `WITH ran AS (
       SELECT DISTINCT p.name FROM (SELECT DISTINCT program_id FROM runs WHERE workspace_id = $1 AND NOT shadow AND id >= $4 AND started_at >= $2::timestamptz) r
       JOIN playbook_versions p ON p.id = r.program_id AND p.workspace_id = $1
     ), idle AS (
       SELECT l.name FROM playbook_lives l WHERE l.workspace_id = $1 AND l.status = 'in-force' AND l.name NOT IN (SELECT name FROM ran)
         AND (SELECT min(p.created_at) FROM playbook_versions p WHERE p.workspace_id = $1 AND p.name = l.name) < $2::timestamptz
     )
     SELECT i.name, last.at AS "lastRun" FROM idle i,
       LATERAL (SELECT max(r.started_at) AS at FROM runs r JOIN playbook_versions p ON p.id = r.program_id
         WHERE r.workspace_id = $1 AND p.workspace_id = $1 AND p.name = i.name AND NOT r.shadow) last
     WHERE NOT EXISTS (SELECT 1 FROM reviews v WHERE v.workspace_id = $1 AND v.kind = 'idle' AND v.period_to < $3::timestamptz
       AND v.findings @> jsonb_build_array(jsonb_build_object('playbook', i.name)) AND (last.at IS NULL OR v.period_to > last.at))
     ORDER BY i.name`,
    [workspaceId, from, to, firstIdSince(from)],
  );
  return found.rows;
}

export interface IdleReview {
  from: Date;
  to: Date;
  figures: unknown;
  findings: readonly unknown[];
  dueAt: Date;
}

/** Writes the review of playbooks that did not run until `to`, once; answers its id, or null when it is there. It is for whom reviews of policies are for. */
export async function writeIdleReview(
  client: Queryable,
  workspaceId: string,
  { from, to, figures, findings, dueAt }: IdleReview,
): Promise<string | null> {
  const made = await client.query<{ id: string }>(
    `INSERT INTO reviews (id, workspace_id, kind, playbook, period_from, period_to, figures, findings, owner, due_at)
     SELECT $1, $2, 'idle', '', $3, $4, $5, $6, COALESCE((SELECT policies_owner FROM review_settings WHERE workspace_id = $2), 'soc'), $7
     ON CONFLICT (workspace_id, period_to) WHERE kind = 'idle' DO NOTHING RETURNING id`,
    [newId(), workspaceId, from, to, pgJson(figures), pgJson(findings), dueAt],
  );
  const id = made.rows[0]?.id ?? null;
  if (id === null) return null;
  const details = { kind: "idle", from: from.toISOString(), to: to.toISOString(), findings: findings.length };
  await appendAudit(client, [
    { workspaceId, actor: "system", action: "review-written", subjectType: "review", subjectId: id, details },
  ]);
  return id;
}
