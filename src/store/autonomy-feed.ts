/** What people decided, read from the record in its order and each entry once, beside what runs did or would have done and what was proposed. */
import { DISPOSITIONS, type Disposition } from "../model/scale.ts";
import type { Client } from "./database.ts";
import { pgJson } from "./json.ts";

/** An entry of the record: a person's answer or judgement, or a playbook's own ending. */
export interface Judgement {
  workspaceId: string;
  /** By a person; else by the playbook itself, and it stands until somebody says otherwise. */
  byPerson: boolean;
  at: Date;
  incidentId: string;
  incidentType: string;
  /** Of an approval: whether the yes came. */
  approval: { id: string; playbook: string; approved: boolean; summary: string } | null;
  /** An answer to a proposed disposition; `looked` when the one before it was not accepted by the same person a moment ago. */
  answer: { id: string; author: string; accepted: boolean; disposition: Disposition; looked: boolean } | null;
  /** One of many that were edited at once. */
  together: boolean;
  /** Of an incident that is over. */
  disposition: Disposition;
  over: boolean;
  /** Its runs that came to their own end. */
  runs: { id: string; playbook: string; shadow: boolean; outcome: string | null; contains: boolean }[];
  /** What models proposed of it. */
  proposals: { id: string; author: string; status: "open" | "accepted" | "refused"; disposition: Disposition }[];
}

const KEY = "autonomy-cursor";
/** So many entries of the record are looked through at once. */
const AT_ONCE = 5_000;
/** An acceptance so soon after another one by the same person is no judgement of its own. */
const IN_A_ROW = "interval '20 seconds'";
/** What programs propose over MCP is left out: whoever holds a token there could propose the obvious all day. */
const PROPOSERS = "^(triage|model):";
const CLASSES = "('contain', 'eradicate')";

/** Entries of one workspace's record, by their places in its log: settled, so that nothing comes between them any more. */
export interface Stretch {
  workspaceId: string;
  from: number;
  /** The first place behind it. */
  to: number;
  /** Whether there is more behind it already. */
  more: boolean;
}

/** Takes the next stretch of each workspace that has one; none, too, when another process has them in hand. The system role's, held to the end of the transaction. */
export async function takeStretches(client: Client): Promise<Stretch[]> {
  await client.query("INSERT INTO installation (key, value) VALUES ($1, '{}') ON CONFLICT DO NOTHING", [KEY]);
  const cursor = await client.query<{ places: Record<string, number> }>(
    "SELECT value AS places FROM installation WHERE key = $1 FOR UPDATE SKIP LOCKED",
    [KEY],
  );
  const places = cursor.rows[0]?.places;
  if (places === undefined) return [];
  const ends = await client.query<{ workspaceId: string; end: number }>(
    `SELECT w.id AS "workspaceId", l.leaf::float8 + 1 AS end
     FROM workspaces w, LATERAL (SELECT leaf FROM audit_leaves WHERE workspace_id = w.id ORDER BY leaf DESC LIMIT 1) l`,
  );
  const stretches = ends.rows
    .map(({ workspaceId, end }) => ({ workspaceId, from: places[workspaceId] ?? 0, end }))
    .filter(({ from, end }) => from < end)
    .map(({ workspaceId, from, end }) => ({
      workspaceId,
      from,
      to: Math.min(end, from + AT_ONCE),
      more: end > from + AT_ONCE,
    }));
  if (stretches.length === 0) return [];
  const moved = Object.fromEntries(stretches.map(({ workspaceId, to }) => [workspaceId, to]));
  await client.query("UPDATE installation SET value = value || $2 WHERE key = $1", [KEY, pgJson(moved)]);
  return stretches;
}

const RUNS = `(SELECT COALESCE(jsonb_agg(jsonb_build_object('id', r.id, 'playbook', p.name, 'shadow', r.shadow,
    'outcome', CASE WHEN r.shadow THEN (SELECT l.details->>'outcome' FROM shadow_lines l WHERE l.run_id = r.id AND l.kind = 'ending') ELSE r.outcome END,
    'contains', CASE WHEN r.shadow THEN EXISTS (SELECT FROM shadow_lines l WHERE l.run_id = r.id AND l.kind = 'effect' AND l.details->>'effectClass' IN ${CLASSES} AND l.details->>'decision' <> 'refuse')
      ELSE EXISTS (SELECT FROM effects e WHERE e.run_id = r.id AND e.effect_class IN ${CLASSES} AND e.status IN ('applied', 'verified')) END) ORDER BY r.id), '[]')
  FROM runs r JOIN playbook_versions p ON p.id = r.program_id WHERE r.subject_id = n.id AND r.status = 'done')`;

const PROPOSALS = `(SELECT COALESCE(jsonb_agg(jsonb_build_object('id', q.id, 'author', q.author, 'status', q.status, 'disposition', q.content->>'disposition') ORDER BY q.id), '[]')
  FROM (SELECT * FROM proposals WHERE incident_id = n.id AND kind = 'disposition' AND author ~ '${PROPOSERS}' AND at < a.at ORDER BY id DESC LIMIT 20) q)`;
const LOOKED = `a.action = 'proposal-refused' OR NOT EXISTS (SELECT FROM proposals b WHERE b.workspace_id = q.workspace_id AND b.answered_by = q.answered_by AND b.status = 'accepted'
    AND b.id <> q.id AND b.answered_at > q.answered_at - ${IN_A_ROW} AND b.answered_at <= q.answered_at)`;

/** The entries that say what somebody decided. */
const JUDGING = `'incident-closed', 'incident-resolved', 'incident-edited', 'approval-approved', 'approval-denied', 'proposal-accepted', 'proposal-refused'`;

/** What an entry is about, as the key of its table has it: looked for as text, each stretch would read every incident there is. */
const idWhere = (type: string) => `CASE WHEN a.subject_type = '${type}' THEN a.subject_id::uuid END AS ${type}`;

/** The judgements in a stretch of the record, in its order. */
export async function judgementsIn(client: Client, { workspaceId, from, to }: Stretch): Promise<Judgement[]> {
  const result = await client.query<Omit<Judgement, "disposition"> & { disposition: string }>(
    `WITH stretch AS (
       SELECT a.*, l.leaf, ${idWhere("incident")}, ${idWhere("approval")}, ${idWhere("proposal")} FROM audit_leaves l JOIN audit a ON a.id = l.audit_id AND a.workspace_id = l.workspace_id
       WHERE l.workspace_id = $1 AND l.leaf >= $2 AND l.leaf < $3 AND a.action IN (${JUDGING})
     )
     SELECT a.workspace_id AS "workspaceId", a.actor NOT LIKE 'playbook:%' AS "byPerson", a.at, n.id AS "incidentId", n.type_id AS "incidentType", NULL::jsonb AS approval,
       NULL::jsonb AS answer, a.details ? 'together' AS together, n.disposition, n.status IN ('resolved', 'closed') AS over, ${RUNS} AS runs, ${PROPOSALS} AS proposals, a.leaf
     FROM stretch a JOIN incidents n ON n.workspace_id = a.workspace_id AND n.id = a.incident
     WHERE a.subject_type = 'incident' AND a.action IN ('incident-closed', 'incident-resolved', 'incident-edited') AND a.actor ~ '^(person|token|playbook):'
     UNION ALL
     SELECT a.workspace_id, true, a.at, n.id, n.type_id, jsonb_build_object('id', p.id, 'playbook', e.playbook, 'approved', a.action = 'approval-approved', 'summary', left(p.summary, 300)),
       NULL, false, 'unknown', false, '[]', '[]', a.leaf
     FROM stretch a JOIN approvals p ON p.workspace_id = a.workspace_id AND p.id = a.approval JOIN effects e ON e.id = p.effect_id JOIN incidents n ON n.id = p.incident_id
     WHERE a.subject_type = 'approval' AND a.action IN ('approval-approved', 'approval-denied') AND e.effect_class IN ${CLASSES} AND e.run_id IS NOT NULL
     UNION ALL
     SELECT a.workspace_id, true, a.at, n.id, n.type_id, NULL,
       jsonb_build_object('id', q.id, 'author', q.author, 'accepted', a.action = 'proposal-accepted', 'disposition', q.content->>'disposition', 'looked', ${LOOKED}), false, 'unknown', false, '[]', '[]', a.leaf
     FROM stretch a JOIN proposals q ON q.workspace_id = a.workspace_id AND q.id = a.proposal JOIN incidents n ON n.id = q.incident_id
     WHERE a.subject_type = 'proposal' AND a.action IN ('proposal-accepted', 'proposal-refused')
       AND a.actor ~ '^(person|token):' AND q.kind = 'disposition' AND q.author ~ '${PROPOSERS}'
     ORDER BY leaf`,
    [workspaceId, from, to],
  );
  return result.rows.map((row) => ({
    ...row,
    disposition: DISPOSITIONS.find((one) => one === row.disposition) ?? "unknown",
  }));
}

export interface NewObservation {
  workspaceId: string;
  source: "approval" | "shadow" | "run" | "proposal";
  subjectId: string;
  incidentType: string;
  playbook: string;
  incidentId: string;
  agreed: boolean;
  /** False for what merely stood, because nobody said otherwise. */
  judged: boolean;
  text: string;
  at: Date;
}

/** Writes observations; a person's later word on the same takes the place of the earlier one, and of what merely stood. */
export async function writeObservations(client: Client, rows: readonly NewObservation[]): Promise<void> {
  for (const one of rows)
    await client.query({
      name: "write-observation",
      text: `INSERT INTO autonomy_observations AS o (workspace_id, source, subject_id, incident_type, playbook, incident_id, agreed, judged, text, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (workspace_id, source, subject_id) DO UPDATE SET agreed = excluded.agreed, judged = true, text = excluded.text, at = excluded.at WHERE excluded.judged`,
      values: [
        ...[one.workspaceId, one.source, one.subjectId, one.incidentType, one.playbook, one.incidentId],
        ...[one.agreed, one.judged, one.text, one.at],
      ],
    });
}
