/** Decisions as the doors, triage and reviews read them. */
import type { Decision, DecisionStatus } from "../model/decision.ts";
import type { Predicate } from "../model/predicate.ts";
import type { Queryable } from "./database.ts";
import { conditionOf, type FieldsSql } from "./filter-sql.ts";
import { type Page, type Paged, selectAll, selectPage } from "./page.ts";
import { wordsOf } from "./words.ts";

const STATUS = `(CASE WHEN d.superseded_by IS NOT NULL THEN 'superseded' WHEN d.ended_at IS NOT NULL THEN 'revoked'
  WHEN d.until <= now() THEN 'expired' ELSE 'in-force' END)`;
const REFERENCES = (column: string) =>
  `COALESCE((SELECT jsonb_agg(jsonb_build_object('type', split_part(r, ':', 1), 'key', substr(r, strpos(r, ':') + 1))) FROM unnest(${column}) r), '[]')`;
const SELECT = `SELECT d.id, d.kind, d.what, d.why, ${REFERENCES("d.about")} AS about, ${REFERENCES("d.evidence")} AS evidence, d.by, d.at, d.until, d.origin,
  ${STATUS} AS status, d.reviewed_by AS "reviewedBy", d.reviewed_at AS "reviewedAt", d.supersedes, d.superseded_by AS "supersededBy", d.history FROM decisions d`;

/** What filters may name: `DecisionRecord` of the model. */
const FIELDS: FieldsSql = {
  id: { type: "text", sql: "d.id::text" },
  kind: { type: "text", sql: "d.kind" },
  status: { type: "text", sql: STATUS },
  what: { type: "text", sql: "d.what" },
  why: { type: "text", sql: "d.why" },
  about: { type: "list", sql: "d.about" },
  evidence: { type: "list", sql: "d.evidence" },
  by: { type: "text", sql: "d.by" },
  at: { type: "moment", sql: "d.at" },
  until: { type: "moment", sql: "d.until" },
  origin: { type: "text", sql: "d.origin" },
  reviewedBy: { type: "text", sql: "COALESCE(d.reviewed_by, '')" },
};

/** A row: as {@link Decision}, with times still as dates. */
export type DecisionRow = Decision;

export interface DecisionFilter {
  kind?: string[] | undefined;
  status?: DecisionStatus[] | undefined;
  /** One of these typed references is among what it is about. */
  about?: readonly string[] | undefined;
  evidence?: string | undefined;
  by?: string | undefined;
  /** It ends, or ended, before this moment, and nobody renewed, revoked or superseded it. */
  endsBefore?: string | undefined;
  /** Words that begin words of it, all of them. */
  q?: string | undefined;
  where?: Predicate | undefined;
}

/** One page of a workspace's decisions, newest first. */
export function listDecisions(
  client: Queryable,
  workspaceId: string,
  { kind, status, about, evidence, by, endsBefore, q, where }: DecisionFilter,
  page: Page,
): Promise<Paged<DecisionRow>> {
  return selectPage<DecisionRow>(
    client,
    SELECT,
    [
      ["d.workspace_id = ?", workspaceId],
      ["d.kind = ANY (?::text[])", kind],
      [`${STATUS} = ANY (?::text[])`, status],
      ["d.about && ?::text[]", about],
      ["d.evidence @> ARRAY[?::text]", evidence],
      ["d.by = ?", by],
      ["(d.ended_at IS NULL AND d.until <= ?::timestamptz)", endsBefore],
      ["d.words @@ to_tsquery('simple', ?)", q === undefined ? undefined : wordsOf(q).query],
      ...(where === undefined ? [] : [conditionOf(where, FIELDS)]),
    ],
    page,
    "d.id",
  );
}

/** One of them; null when the workspace has none of that id. */
export async function readDecision(client: Queryable, workspaceId: string, id: string): Promise<DecisionRow | null> {
  const found = await client.query<DecisionRow>(`${SELECT} WHERE d.workspace_id = $1 AND d.id = $2`, [workspaceId, id]);
  return found.rows[0] ?? null;
}

/** Decisions about an incident, its entities, type, rule, source or playbooks, or that rest on it: the newest 100. */
export function decisionsOfIncident(client: Queryable, workspaceId: string, id: string): Promise<DecisionRow[]> {
  return selectAll<DecisionRow>(
    client,
    SELECT,
    [
      ["d.workspace_id = ?", workspaceId],
      [
        `(d.evidence @> ARRAY['incident:' || ?::text] OR d.about && ARRAY(
           SELECT 'incident:' || i.id FROM incidents i WHERE i.id = ?::uuid
           UNION ALL SELECT unnest(ARRAY['incident-type:' || i.type_id, 'source:' || i.source, 'entity:' || i.entity_type || ':' || i.entity_key]) FROM incidents i WHERE i.id = ?::uuid
           UNION ALL SELECT 'rule:' || (f.facts->>'ruleId') FROM incident_facts f WHERE f.incident_id = ?::uuid
           UNION ALL SELECT 'entity:' || (e->>'type') || ':' || (e->>'key') FROM incident_facts f, jsonb_array_elements(f.facts->'entities') e WHERE f.incident_id = ?::uuid
           UNION ALL SELECT 'playbook:' || p.name FROM runs r JOIN playbook_versions p ON p.id = r.program_id WHERE r.subject_id = ?::uuid AND NOT r.shadow))`,
        ...Array<string>(6).fill(id),
      ],
    ],
    "d.id DESC LIMIT 100",
  );
}

/** Those about a playbook that were taken in a period, newest first: at most 50. */
export async function decisionsAbout(
  client: Queryable,
  workspaceId: string,
  playbook: string,
  { from, to }: { from: Date; to: Date },
): Promise<Pick<DecisionRow, "id" | "kind" | "what" | "by" | "at" | "status">[]> {
  const found = await client.query<Pick<DecisionRow, "id" | "kind" | "what" | "by" | "at" | "status">>(
    `SELECT d.id, d.kind, d.what, d.by, d.at, ${STATUS} AS status FROM decisions d
     WHERE d.workspace_id = $1 AND d.about @> ARRAY['playbook:' || $2] AND d.at >= $3 AND d.at < $4 ORDER BY d.id DESC LIMIT 50`,
    [workspaceId, playbook, from, to],
  );
  return found.rows;
}

/** Which of the rows that evidence names by id are not in the workspace. */
export async function missingEvidence(
  client: Queryable,
  workspaceId: string,
  evidence: readonly { type: string; key: string }[],
): Promise<{ type: string; key: string }[]> {
  const missing: { type: string; key: string }[] = [];
  for (const one of evidence) {
    const table = EVIDENCE_TABLES[one.type];
    if (table === undefined) continue;
    const known =
      UUID.test(one.key) &&
      (await client.query(`SELECT 1 FROM ${table} WHERE workspace_id = $1 AND id = $2`, [workspaceId, one.key]));
    if (known === false || known.rowCount === 0) missing.push(one);
  }
  return missing;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A document is somewhere else. */
const EVIDENCE_TABLES: Readonly<Record<string, string>> = {
  incident: "incidents",
  alert: "alerts",
  run: "runs",
  effect: "effects",
  approval: "approvals",
  review: "reviews",
  suppression: "suppressions",
  decision: "decisions",
};
