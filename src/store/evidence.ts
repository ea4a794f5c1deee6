/** What was recorded in a period, kind by kind: the figures that controls are held against. */
import type { Measure } from "../model/evidence.ts";
import type { Queryable } from "./database.ts";

interface Asked {
  title: string;
  /** Rows with `at`, `part`, and `met` (null where nothing is to be met), of workspace $1 from $2 to before $3. */
  rows: string;
  /** Single ones, with the columns that name them; $1 to $3 as above. */
  items?: string;
}

const TIME = "BETWEEN $2::timestamptz AND $3::timestamptz";
/** Alerts lie by the week of their ids, which are made when they are received. */
const WEEKS =
  "id >= least_id_at($2::timestamptz - interval '1 hour') AND id < least_id_at($3::timestamptz + interval '1 hour')";
const audited = (actions: string) =>
  `SELECT at, action AS part, NULL::boolean AS met FROM audit WHERE workspace_id = $1 AND at ${TIME} AND action IN (${actions})`;
/** What a service level asks of incidents: `done` before `due`, or not yet due. */
const level = (done: string, due: string) =>
  `SELECT opened_at AS at, priority AS part, CASE WHEN ${done} IS NOT NULL OR ${due} < now() THEN COALESCE(${done}, now()) <= ${due} END AS met
   FROM incidents WHERE workspace_id = $1 AND opened_at ${TIME} AND merged_into IS NULL`;
/** Types of the shipped taxonomy under which personal data may have been seen, changed or lost. */
const BREACHES = "i.type_id LIKE 'information-content-security/%'";
/** Article 33 (1) GDPR counts from when the controller became aware: that is no later than when somebody took the incident up. */
const AWARE = "COALESCE(i.acknowledged_at, i.opened_at)";

const ASKED: Readonly<Record<string, Asked>> = {
  "alerts-received": {
    title: "Alerts received, by detection source",
    rows: `SELECT received_at AS at, source AS part, NULL::boolean AS met FROM alerts
      WHERE workspace_id = $1 AND received_at ${TIME} AND ${WEEKS}`,
  },
  "messages-unread": {
    title: "Messages that could not be read, and whether they were read later",
    rows: `SELECT at, code AS part, replayed_at IS NOT NULL AS met FROM quarantine WHERE workspace_id = $1 AND at ${TIME}`,
  },
  "incidents-opened": {
    title: "Incidents opened, by type",
    rows: `SELECT opened_at AS at, type_id AS part, NULL::boolean AS met FROM incidents WHERE workspace_id = $1 AND opened_at ${TIME} AND merged_into IS NULL`,
  },
  "incidents-judged": {
    title: "Incidents that ended, by disposition, and whether one was given",
    rows: `SELECT COALESCE(closed_at, resolved_at) AS at, disposition AS part, disposition <> 'unknown' AS met FROM incidents
      WHERE workspace_id = $1 AND COALESCE(closed_at, resolved_at) ${TIME} AND merged_into IS NULL`,
  },
  "acknowledged-in-time": {
    title: "Incidents acknowledged within their service level, by priority",
    rows: level("acknowledged_at", "acknowledge_by"),
  },
  "contained-in-time": {
    title: "Incidents contained within their service level, by priority",
    rows: level("contained_at", "contain_by"),
  },
  "resolved-in-time": {
    title: "Incidents resolved within their service level, by priority",
    rows: level("COALESCE(resolved_at, closed_at)", "resolve_by"),
  },
  "incidents-escalated": {
    title: "Incidents escalated or handed to people, by queue",
    rows: `SELECT opened_at AS at, COALESCE(queue, 'none') AS part, NULL::boolean AS met FROM incidents
      WHERE workspace_id = $1 AND opened_at ${TIME} AND (queue IS NOT NULL OR escalations <> '[]')`,
  },
  "playbooks-run": {
    title: "Responses run, by how they ended",
    rows: `SELECT started_at AS at, status AS part, CASE WHEN ended_at IS NOT NULL THEN error IS NULL END AS met FROM runs WHERE workspace_id = $1 AND NOT shadow AND started_at ${TIME}`,
  },
  "effects-made": {
    title: "Actions in other systems, by effect class, and whether they came to their end",
    rows: `SELECT intended_at AS at, effect_class AS part, CASE WHEN status IN ('applied', 'verified') THEN true WHEN status IN ('failed', 'unknown') THEN false END AS met
      FROM effects WHERE workspace_id = $1 AND intended_at ${TIME}`,
  },
  "effects-guarded": {
    title: "Decisions of the guard",
    rows: `SELECT intended_at AS at, guard->>'decision' AS part, NULL::boolean AS met FROM effects WHERE workspace_id = $1 AND intended_at ${TIME}`,
  },
  "approvals-asked": {
    title: "Approvals asked of people, by answer, and whether one came before they expired",
    rows: `SELECT requested_at AS at, status AS part, CASE WHEN expires_at < now() OR decided_at IS NOT NULL THEN decided_by IS NOT NULL END AS met
      FROM approvals WHERE workspace_id = $1 AND requested_at ${TIME}`,
  },
  "containments-made": {
    title: "Containments, by capability, and whether those past their time were given back",
    rows: `SELECT started_at AS at, capability AS part, CASE WHEN released_at IS NOT NULL THEN true WHEN expires_at < now() THEN false END AS met
      FROM leases WHERE workspace_id = $1 AND started_at ${TIME}`,
  },
  "reviews-answered": {
    title: "Reviews of playbooks and sources, and whether those past their date were answered",
    rows: `SELECT created_at AS at, COALESCE(source, NULLIF(playbook, ''), kind) AS part, CASE WHEN answered_at IS NOT NULL THEN true WHEN due_at < now() THEN false END AS met
      FROM reviews WHERE workspace_id = $1 AND created_at ${TIME} AND kind IN ('scheduled', 'drift', 'idle')`,
  },
  "access-reviewed": {
    title:
      "Tokens, people and delegations gone through, by what became of them, and whether those past their date were answered",
    rows: `SELECT v.created_at AS at, COALESCE(a.answer, 'waiting') AS part, CASE WHEN a.answer IS NOT NULL THEN true WHEN v.due_at < now() THEN false END AS met
      FROM access_rows a JOIN reviews v ON v.id = a.review_id WHERE a.workspace_id = $1 AND v.created_at ${TIME}`,
  },
  "policies-reviewed": {
    title: "Reviews of policies and taxonomy, and whether those past their date were answered",
    rows: `SELECT created_at AS at, kind AS part, CASE WHEN answered_at IS NOT NULL THEN true WHEN due_at < now() THEN false END AS met
      FROM reviews WHERE workspace_id = $1 AND created_at ${TIME} AND kind = 'policies'`,
  },
  "decisions-taken": {
    title: "Decisions of people, by kind, and whether those that ended were renewed, revoked or superseded",
    rows: `SELECT at, kind AS part, CASE WHEN ended_at IS NOT NULL THEN true WHEN until <= now() THEN false END AS met FROM decisions WHERE workspace_id = $1 AND at ${TIME}`,
  },
  "content-changed": {
    title: "Changes of taxonomy, playbooks and policies",
    rows: audited("'taxonomy-applied', 'playbook-applied', 'policies-applied'"),
  },
  "access-changed": { title: "Access given and taken away", rows: audited("'token-created', 'token-revoked'") },
  "records-held": { title: "Legal holds placed and released", rows: audited("'hold-placed', 'hold-released'") },
  "others-told": {
    title: "Incidents told to tickets and other systems",
    rows: `SELECT created_at AS at, kind AS part, error IS NULL AS met FROM sync_links WHERE workspace_id = $1 AND created_at ${TIME}`,
  },
  "audit-recorded": {
    title: "Entries of the audit record, by action",
    rows: `SELECT at, action AS part, NULL::boolean AS met FROM audit WHERE workspace_id = $1 AND at ${TIME}`,
  },
  "audit-signed": {
    title: "Signed checkpoints of the audit log",
    rows: `SELECT at, 'checkpoint' AS part, NULL::boolean AS met FROM audit_checkpoints WHERE workspace_id = $1 AND at ${TIME}`,
  },
  "breaches-in-time": {
    title: "Incidents that may be about personal data, and whether they were resolved within 72 hours of being known",
    rows: `SELECT i.opened_at AS at, i.type_id AS part,
        CASE WHEN COALESCE(i.resolved_at, i.closed_at) IS NOT NULL OR now() > ${AWARE} + interval '72 hours' THEN COALESCE(i.resolved_at, i.closed_at, now()) <= ${AWARE} + interval '72 hours' END AS met
      FROM incidents i WHERE i.workspace_id = $1 AND i.opened_at ${TIME} AND ${BREACHES} AND i.merged_into IS NULL`,
    items: `SELECT i.number::float8 AS incident, i.title, i.type_id AS type, to_char(${AWARE}, 'YYYY-MM-DD HH24:MI "UTC"') AS known,
        to_char(${AWARE} + interval '72 hours', 'YYYY-MM-DD HH24:MI "UTC"') AS "notify the authority by", i.disposition, i.status
      FROM incidents i WHERE i.workspace_id = $1 AND i.opened_at ${TIME} AND ${BREACHES} AND i.merged_into IS NULL ORDER BY i.opened_at DESC LIMIT 200`,
  },
};

export const MEASURE_IDS: readonly string[] = Object.keys(ASKED);

/** Every measure of a workspace from one moment to another. Reads much: give it time. */
export async function measureEvidence(
  client: Queryable,
  workspaceId: string,
  from: string,
  to: string,
): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [id, asked] of Object.entries(ASKED)) {
    const figures = await client.query<Omit<Measure, "id" | "title" | "items">>(figuresOf(asked.rows), [
      workspaceId,
      from,
      to,
    ]);
    const items = asked.items === undefined ? [] : (await client.query(asked.items, [workspaceId, from, to])).rows;
    measures.push({ id, title: asked.title, ...figures.rows[0]!, items });
  }
  return measures;
}

function figuresOf(rows: string): string {
  return `WITH of AS MATERIALIZED (SELECT part, date_trunc('week', at)::date::text AS week, met, count(*) AS n FROM (${rows}) AS r WHERE at < $3::timestamptz GROUP BY 1, 2, 3)
    SELECT COALESCE(sum(n), 0)::float8 AS total, COALESCE(sum(n) FILTER (WHERE met), 0)::float8 AS met, COALESCE(sum(n) FILTER (WHERE met IS NOT NULL), 0)::float8 AS asked,
      COALESCE((SELECT json_agg(json_build_object('name', part, 'count', c) ORDER BY c DESC, part) FROM (SELECT part, sum(n) AS c FROM of GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20) AS p), '[]') AS parts,
      COALESCE((SELECT json_agg(json_build_object('week', week, 'count', c) ORDER BY week) FROM (SELECT week, sum(n) AS c FROM of GROUP BY 1 ORDER BY 1 LIMIT 530) AS w), '[]') AS weeks
    FROM of`;
}
