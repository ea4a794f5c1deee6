/** Breakers: opened by whichever process sees it first, heeded by all in the transaction that would let an effect through, reset by people. */
import { newId } from "../ids.ts";
import { type Breaker, BreakerThresholds, type RecentOutcomes } from "../model/breaker.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { noteAct } from "./decision-of-act.ts";
import { firstIdSince } from "./figures.ts";
import { pgJson } from "./json.ts";
import { type Page, type Paged, selectPage } from "./page.ts";
import { queueChange } from "./sync.ts";

export interface OpenBreaker {
  workspaceId: string;
  playbook: string;
  reason: string;
}

/** The breakers that are open in these workspaces. */
export async function openBreakers(client: Queryable, workspaceIds: readonly string[]): Promise<OpenBreaker[]> {
  const result = await client.query<OpenBreaker>({
    name: "open-breakers",
    text: `SELECT workspace_id AS "workspaceId", playbook, reason FROM breakers WHERE reset_at IS NULL AND workspace_id = ANY ($1::uuid[])`,
    values: [workspaceIds],
  });
  return result.rows;
}

const LATELY_MS = 15 * 60_000;

/** Playbooks that did something in the last quarter of an hour or have an open review, and whose breaker is not open. For the system role. */
export async function playbooksToWatch(client: Queryable): Promise<{ workspaceId: string; playbook: string }[]> {
  const result = await client.query<{ workspaceId: string; playbook: string }>(
    `SELECT DISTINCT workspace_id AS "workspaceId", playbook FROM (
       SELECT workspace_id, playbook FROM effects WHERE id >= $1 AND run_id IS NOT NULL
       UNION SELECT workspace_id, playbook FROM reviews WHERE status = 'open' AND playbook <> '' AND findings <> '[]') AS seen
     WHERE NOT EXISTS (SELECT 1 FROM breakers b WHERE b.workspace_id = seen.workspace_id AND b.playbook = seen.playbook AND b.reset_at IS NULL)`,
    [firstIdSince(new Date(Date.now() - LATELY_MS))],
  );
  return result.rows;
}

/** What the playbook's effects came to within the thresholds' window, and since its breaker was last reset. */
export async function recentOutcomes(
  client: Queryable,
  workspaceId: string,
  playbook: string,
  { minutes, slowSeconds }: BreakerThresholds,
): Promise<RecentOutcomes> {
  const result = await client.query<RecentOutcomes>(
    `WITH since AS (SELECT GREATEST(now() - make_interval(mins => $3), COALESCE(max(reset_at), '-infinity')) AS at, max(reset_at) AS reset
       FROM breakers WHERE workspace_id = $1 AND playbook = $2)
     SELECT count(*) FILTER (WHERE e.status IN ('applied', 'verified', 'failed', 'unknown'))::int AS settled,
       count(*) FILTER (WHERE e.status IN ('failed', 'unknown'))::int AS failed,
       count(*) FILTER (WHERE e.status IN ('applied', 'verified') AND e.guard->>'decision' = 'allow' AND e.settled_at - e.intended_at > make_interval(secs => $5))::int AS slow,
       count(*) FILTER (WHERE e.guard ? 'overBudget')::int AS "overBudget",
       COALESCE((SELECT jsonb_agg(f) FROM reviews r, since, jsonb_array_elements(r.findings) AS f
         -- A review stays open beyond a reset, and what drift adds to it later counts.
         WHERE r.workspace_id = $1 AND r.playbook = $2 AND r.status = 'open'
           AND COALESCE((f->>'at')::timestamptz, r.created_at) > COALESCE(since.reset, '-infinity')), '[]') AS findings
     FROM since LEFT JOIN effects e ON e.workspace_id = $1 AND e.id >= $4 AND e.playbook = $2 AND e.run_id IS NOT NULL AND e.intended_at > since.at`,
    [workspaceId, playbook, minutes, firstIdSince(new Date(Date.now() - minutes * 60_000)), slowSeconds],
  );
  return result.rows[0]!;
}

/** Opens the breaker, and tells the tickets of incidents that the playbook is at work on. False when it is open already. */
export async function openBreaker(
  client: Client,
  workspaceId: string,
  { playbook, cause, reason }: Pick<Breaker, "playbook" | "cause" | "reason">,
): Promise<boolean> {
  const made = await client.query<{ id: string }>(
    `INSERT INTO breakers (id, workspace_id, playbook, cause, reason) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (workspace_id, playbook) WHERE reset_at IS NULL DO NOTHING RETURNING id`,
    [newId(), workspaceId, playbook, cause, reason],
  );
  const id = made.rows[0]?.id;
  if (id === undefined) return false;
  await note(client, workspaceId, "system", "breaker-opened", id, { playbook, cause, reason });
  const incidents = await client.query<{ id: string }>(
    `SELECT DISTINCT r.subject_id AS id FROM runs r JOIN playbook_versions p ON p.id = r.program_id
     WHERE r.workspace_id = $1 AND NOT r.shadow AND p.name = $2 AND r.status IN ('ready', 'running', 'waiting') LIMIT 50`,
    [workspaceId, playbook],
  );
  const comment = `The playbook ${playbook} asks before everything it does from now on. ${reason}`;
  for (const { id: incidentId } of incidents.rows)
    await queueChange(client, { workspaceId, incidentId, change: { kind: "comment", comment } });
  return true;
}

/** Lets a playbook go on by itself; what happened before counts no more. Answers the breaker's id, null when none is open. */
export async function resetBreaker(
  client: Client,
  workspaceId: string,
  playbook: string,
  how: { by: string; reason: string },
): Promise<string | null> {
  const reset = await client.query<{ id: string }>(
    "UPDATE breakers SET reset_at = now(), reset_by = $3, reset_reason = $4 WHERE workspace_id = $1 AND playbook = $2 AND reset_at IS NULL RETURNING id",
    [workspaceId, playbook, how.by, how.reason],
  );
  const id = reset.rows[0]?.id;
  if (id === undefined) return null;
  await note(client, workspaceId, how.by, "breaker-reset", id, { playbook, reason: how.reason });
  const what = `The playbook ${playbook} acts by itself again after its breaker had opened.`;
  const about = [`playbook:${playbook}`];
  await noteAct(client, workspaceId, { origin: "breaker-reset", ...how, what, why: how.reason, about, evidence: [] });
  return id;
}

const SELECT = `SELECT b.id, b.playbook, b.cause, b.reason, b.opened_at AS "openedAt", b.reset_at AS "resetAt", b.reset_by AS "resetBy", b.reset_reason AS "resetReason" FROM breakers b`;

/** One page of a workspace's breakers, newest first; `open` leaves out those that were reset. */
export function listBreakers(
  client: Queryable,
  workspaceId: string,
  filter: { open?: boolean | undefined; id?: string | undefined },
  page: Page,
): Promise<Paged<{ id: string }>> {
  return selectPage(
    client,
    SELECT,
    [
      ["b.workspace_id = ?", workspaceId],
      ["(b.reset_at IS NULL) = ?::boolean", filter.open],
      ["b.id = ?::uuid", filter.id],
    ],
    page,
    "b.id",
  );
}

/** When breakers open in a workspace: what it has set, and the usual for the rest. */
export async function thresholdsOf(client: Queryable, workspaceId: string): Promise<BreakerThresholds> {
  const found = await client.query<{ thresholds: unknown }>(
    "SELECT thresholds FROM breaker_thresholds WHERE workspace_id = $1",
    [workspaceId],
  );
  return BreakerThresholds.parse(found.rows[0]?.thresholds ?? {});
}

/** Sets when breakers open in a workspace. */
export async function setThresholds(
  client: Client,
  workspaceId: string,
  thresholds: BreakerThresholds,
  by: string,
): Promise<void> {
  await client.query(
    "INSERT INTO breaker_thresholds (workspace_id, thresholds) VALUES ($1, $2) ON CONFLICT (workspace_id) DO UPDATE SET thresholds = excluded.thresholds",
    [workspaceId, pgJson(thresholds)],
  );
  await note(client, workspaceId, by, "breaker-thresholds-set", workspaceId, { ...thresholds });
}

function note(client: Client, workspaceId: string, actor: string, action: string, id: string, details: object) {
  const subject = { subjectType: "breaker", subjectId: id };
  return appendAudit(client, [{ workspaceId, actor, action, ...subject, details: { ...details } }]);
}
