/** Incidents of the past with what their runs recorded, for those who ask what another playbook would have done. Shadows recorded nothing that happened. */
import { type IncidentFacts, wholeFacts } from "../model/incident.ts";
import type { Queryable } from "./database.ts";
import { withinRange } from "./id-range.ts";
import { type Condition, joinConditions } from "./page.ts";

/** Which incidents: opened at or after and before, of these types or with a run of these versions. */
export interface PastFilter {
  since?: string | undefined;
  until?: string | undefined;
  types: readonly string[];
  /** Versions by id; null where the types alone decide. */
  versions: readonly string[] | null;
}

export interface PastLine {
  step: string;
  kind: string;
  attempt: number;
  status: "succeeded" | "failed";
  output: unknown;
  error: Record<string, unknown> | null;
}

export interface PastIncidentRow {
  id: string;
  number: number;
  type: string;
  /** As they were when the incident was responded to; null when they have gone by retention. */
  facts: IncidentFacts | null;
  /** The oldest first. */
  runs: {
    programId: string;
    status: string;
    outcome: string | null;
    error: Record<string, unknown> | null;
    lines: PastLine[];
  }[];
  effects: {
    capability: string;
    args: Record<string, unknown>;
    status: string;
    output: Record<string, unknown> | null;
    error: Record<string, unknown> | null;
  }[];
}

const LINES = `(SELECT json_agg(json_build_array(s.step, s.kind, s.attempt, s.status, s.output, s.error) ORDER BY s.position)
  FROM run_steps s WHERE s.run_id = r.id)`;
const RUNS = `(SELECT json_agg(json_build_object('programId', r.program_id, 'status', r.status, 'outcome', r.outcome, 'error', r.error,
  'lines', ${LINES}) ORDER BY r.id) FROM runs r WHERE r.subject_id = i.id AND NOT r.shadow)`;
/** A run that came to its own end has a line for every effect. */
const EFFECTS = `(SELECT json_agg(json_build_object('capability', e.capability, 'args', e.args, 'status', e.status, 'output', e.output, 'error', e.error)
  ORDER BY e.id) FROM effects e WHERE e.incident_id = i.id AND e.reverses IS NULL AND e.run_id IS NOT NULL AND e.settled_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM runs r WHERE r.id = e.run_id AND r.status = 'done'))`;
/** Each part is looked up for each incident of a page: joined, Postgres would begin at the first incident there is for every page. */
const SELECT = `SELECT i.id, i.number::int, i.type_id AS type, (SELECT f.facts FROM incident_facts f WHERE f.incident_id = i.id) AS facts, ${RUNS} AS runs,
  ${EFFECTS} AS effects FROM incidents i`;

/** Whether it has such a run. */
const hasRun = (more = "") =>
  `(SELECT true FROM runs r WHERE r.subject_id = i.id AND NOT r.shadow${more} LIMIT 1) IS NOT NULL`;

/** What triage closed at once, and storms, are responded to by no playbook. */
const RESPONDED = `(((i.closed_at IS NULL OR i.closed_at IS DISTINCT FROM i.acknowledged_at) AND i.title NOT LIKE 'Storm: %') OR ${hasRun()})`;

/** As the database answers it, in fewer words. */
interface Compact extends Omit<PastIncidentRow, "runs" | "effects"> {
  runs:
    | (Omit<PastIncidentRow["runs"][number], "lines"> & {
        lines: [string, string, number, PastLine["status"], unknown, PastLine["error"]][] | null;
      })[]
    | null;
  effects: PastIncidentRow["effects"] | null;
}

function whole({ runs, effects, facts, ...row }: Compact): PastIncidentRow {
  return {
    ...row,
    facts: facts === null ? null : wholeFacts(facts),
    runs: (runs ?? []).map(({ lines, ...run }) => ({
      ...run,
      lines: (lines ?? []).map(([step, kind, attempt, status, output, error]) => ({
        ...{ step, kind, attempt, status, output, error },
      })),
    })),
    effects: effects ?? [],
  };
}

/** The next incidents in the order of their ids, after one of them. */
export async function pastIncidents(
  client: Queryable,
  workspaceId: string,
  filter: PastFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<PastIncidentRow[]> {
  const more: Condition[] = [["i.id > ?::uuid", after ?? undefined]];
  const { where, values } = joinConditions([...conditionsOf(workspaceId, filter), ...more]);
  values.push(limit);
  const text = `${SELECT} WHERE ${where} ORDER BY i.id LIMIT $${values.length}`;
  return (await client.query<Compact>(text, values)).rows.map(whole);
}

/** How many incidents {@link pastIncidents} goes over. */
export async function countPastIncidents(client: Queryable, workspaceId: string, filter: PastFilter): Promise<number> {
  const { where, values } = joinConditions(conditionsOf(workspaceId, filter));
  const found = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM incidents i WHERE ${where}`,
    values,
  );
  return found.rows[0]!.count;
}

/** One incident, by its id. */
export async function pastIncident(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<PastIncidentRow | null> {
  const found = await client.query<Compact>(`${SELECT} WHERE i.workspace_id = $1 AND i.id = $2`, [workspaceId, id]);
  const [row] = found.rows;
  return row === undefined ? null : whole(row);
}

function conditionsOf(workspaceId: string, filter: PastFilter): Condition[] {
  const { types, versions } = filter;
  const ofType = "i.type_id = ANY (?::text[])";
  const ofThese: Condition =
    versions === null
      ? [ofType, types]
      : [`(${ofType} OR ${hasRun(" AND r.program_id = ANY (?::uuid[])")})`, types, versions];
  return [["i.workspace_id = ?", workspaceId], ...withinRange("i.id", "i.opened_at", filter), ofThese, [RESPONDED]];
}
