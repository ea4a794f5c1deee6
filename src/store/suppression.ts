/** Suppressions: what opens no incident for a while, by whom, why and until when. Ended ones are kept. */
import { newId } from "../ids.ts";
import { appendAudit } from "./audit.ts";
import { bumpContent } from "./content-change.ts";
import type { Client, Queryable } from "./database.ts";
import { revokeDecision } from "./decision.ts";
import { noteAct } from "./decision-of-act.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

/** One that holds, as correlation needs it. */
export interface Suppression {
  id: string;
  /** CEL over `incident`, as it would be of the alert alone. */
  when: string;
  until: Date;
}

export interface SuppressionRow extends Suppression {
  reason: string;
  createdBy: string;
  createdAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
  endReason: string | null;
  /** How many alerts it holds back. */
  alerts: number;
}

/** Those that were not ended and whose time is not over. */
export async function suppressionsInForce(client: Queryable, workspaceId: string): Promise<Suppression[]> {
  const result = await client.query<Suppression>(
    `SELECT id, condition AS "when", until FROM suppressions WHERE workspace_id = $1 AND ended_at IS NULL AND until > now() ORDER BY id`,
    [workspaceId],
  );
  return result.rows;
}

/** Which of these were ended: what a process believes of them may be a second old. */
export async function endedSuppressions(client: Queryable, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const result = await client.query<{ id: string }>({
    name: "ended-suppressions",
    text: "SELECT id FROM suppressions WHERE id = ANY ($1::uuid[]) AND ended_at IS NOT NULL",
    values: [ids],
  });
  return new Set(result.rows.map(({ id }) => id));
}

const SELECT = `SELECT s.id, s.condition AS "when", s.until, s.reason, s.created_by AS "createdBy", s.created_at AS "createdAt", s.ended_by AS "endedBy",
  s.ended_at AS "endedAt", s.end_reason AS "endReason", (SELECT count(*)::int FROM suppressed_alerts a WHERE a.suppression_id = s.id) AS alerts FROM suppressions s`;

/** One page of a workspace's suppressions, newest first; `inForce` leaves out those that are over. */
export function listSuppressions(
  client: Queryable,
  workspaceId: string,
  filter: { inForce?: boolean | undefined },
  page: Page,
): Promise<Paged<SuppressionRow>> {
  return selectPage<SuppressionRow>(
    client,
    SELECT,
    [
      ["s.workspace_id = ?", workspaceId],
      ["(s.ended_at IS NULL AND s.until > now()) = ?::boolean", filter.inForce],
    ],
    page,
    "s.id",
  );
}

/** One of them; null when the workspace has none of that id. */
export async function readSuppression(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<SuppressionRow | null> {
  const found = await client.query<SuppressionRow>(`${SELECT} WHERE s.workspace_id = $1 AND s.id = $2`, [
    workspaceId,
    id,
  ]);
  return found.rows[0] ?? null;
}

/** Puts a suppression in force; answers its id. */
export async function addSuppression(
  client: Client,
  workspaceId: string,
  suppression: { when: string; reason: string; until: string; by: string },
): Promise<string> {
  const { when, reason, until, by } = suppression;
  const id = newId();
  await client.query(
    "INSERT INTO suppressions (id, workspace_id, condition, reason, created_by, until) VALUES ($1, $2, $3, $4, $5, $6)",
    [id, workspaceId, when, reason, by, until],
  );
  await note(client, workspaceId, id, by, "suppression-added", { when, reason, until });
  const what = `Alerts open no incident while: ${when}`;
  const evidence = [`suppression:${id}`];
  const act = { origin: "suppression-added", kind: "suppression", by, what, why: reason, until } as const;
  await noteAct(client, workspaceId, { ...act, about: [], evidence });
  return id;
}

/**
 * Ends a suppression that was not ended yet. With `takeUp`, the alerts it held back go to correlation again, as if they came now. Answers
 * how many did; null when there is nothing to end.
 */
export async function endSuppression(
  client: Client,
  workspaceId: string,
  id: string,
  how: { reason: string; by: string; takeUp: boolean },
): Promise<{ takenUp: number } | null> {
  const ended = await client.query(
    "UPDATE suppressions SET ended_by = $3, ended_at = now(), end_reason = $4 WHERE workspace_id = $1 AND id = $2 AND ended_at IS NULL",
    [workspaceId, id, how.by, how.reason],
  );
  if (ended.rowCount === 0) return null;
  const takenUp = how.takeUp ? await takeUp(client, workspaceId, id) : 0;
  await note(client, workspaceId, id, how.by, "suppression-ended", { reason: how.reason, takenUp });
  const left = await client.query<{ id: string }>(
    "SELECT id FROM decisions WHERE workspace_id = $1 AND kind = 'suppression' AND evidence @> ARRAY['suppression:' || $2]",
    [workspaceId, id],
  );
  for (const decision of left.rows)
    await revokeDecision(client, workspaceId, decision.id, { by: how.by, text: how.reason });
  return { takenUp };
}

async function takeUp(client: Client, workspaceId: string, id: string): Promise<number> {
  const back = await client.query(
    `WITH freed AS (DELETE FROM suppressed_alerts WHERE suppression_id = $1 AND workspace_id = $2 RETURNING alert_id)
     INSERT INTO alert_inbox (alert_id, workspace_id) SELECT alert_id, $2 FROM freed`,
    [id, workspaceId],
  );
  return back.rowCount ?? 0;
}

async function note(
  client: Client,
  workspaceId: string,
  id: string,
  actor: string,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  await bumpContent(client, workspaceId);
  await appendAudit(client, [{ workspaceId, actor, action, subjectType: "suppression", subjectId: id, details }]);
}

/** Notes which alerts open no incident, and by which suppression. */
export async function writeSuppressed(
  client: Client,
  suppressed: readonly { alertId: string; workspaceId: string; suppressionId: string }[],
): Promise<void> {
  if (suppressed.length === 0) return;
  await client.query({
    name: "write-suppressed",
    text: `INSERT INTO suppressed_alerts (alert_id, workspace_id, suppression_id) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) ON CONFLICT DO NOTHING`,
    values: [
      suppressed.map((one) => one.alertId),
      suppressed.map((one) => one.workspaceId),
      suppressed.map((one) => one.suppressionId),
    ],
  });
}
