/** What incidents cost people, from the record alone: who touched them, and how closely together. */
import type { Queryable } from "./database.ts";

/** What the incidents are told apart by: their type, or the week (Monday, UTC) in which they were resolved. */
const PARTS = {
  type: "n.type_id",
  week: "to_char(date_trunc('week', n.resolved_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD')",
};
export type WorkPart = keyof typeof PARTS;
export const WORK_PARTS = Object.keys(PARTS) as [WorkPart, ...WorkPart[]];

/** Work on the incidents that were resolved in a period. */
export interface WorkCounts {
  part: string;
  incidents: number;
  /** Those that nobody touched. */
  untouched: number;
  /** Entries of the record that are people's. */
  touches: number;
  /** Estimated: docs/reviews.md. */
  minutes: number;
}

/** Touches further apart than this belong to two sittings … */
const SITTING_MINUTES = 15;
/** … and the first of a sitting stands for this long. */
const FIRST_TOUCH_MINUTES = 5;

/** What the record has entries about, of the incidents of a query with `id`: themselves, their runs, effects and approvals. */
export const SUBJECTS_OF = (incidents: string) => `
  SELECT id AS incident_id, 'incident' AS type, id::text AS subject FROM ${incidents}
  UNION ALL SELECT e.id, 'run', r.id::text FROM ${incidents} e JOIN runs r ON r.subject_id = e.id AND NOT r.shadow
  UNION ALL SELECT e.id, 'effect', f.id::text FROM ${incidents} e JOIN effects f ON f.incident_id = e.id
  UNION ALL SELECT e.id, 'approval', a.id::text FROM ${incidents} e JOIN effects f ON f.incident_id = e.id JOIN approvals a ON a.effect_id = f.id`;

/** An entry `a` of the record that is a person's. */
export const TOUCHED_BY_PEOPLE = "(a.actor LIKE 'token:%' OR a.actor LIKE 'person:%')";

const WORK = (by: WorkPart) => `
WITH ended AS (
  SELECT n.id, ${PARTS[by]} AS part FROM incidents n
  WHERE n.workspace_id = $1 AND n.status IN ('resolved', 'closed') AND n.resolved_at >= $2 AND n.resolved_at < $3
), subjects AS (${SUBJECTS_OF("ended")}
), touched AS (
  SELECT s.incident_id, extract(epoch FROM a.at - lag(a.at) OVER (PARTITION BY s.incident_id, a.actor ORDER BY a.id)) / 60 AS gap
  FROM subjects s JOIN audit a ON a.workspace_id = $1 AND a.subject_type = s.type AND a.subject_id = s.subject
  WHERE ${TOUCHED_BY_PEOPLE}
), cost AS (
  SELECT incident_id, count(*)::int AS touches, sum(CASE WHEN gap <= ${SITTING_MINUTES} THEN gap ELSE ${FIRST_TOUCH_MINUTES} END)::float8 AS minutes
  FROM touched GROUP BY incident_id
)
SELECT e.part, count(*)::int AS incidents, count(*) FILTER (WHERE c.touches IS NULL)::int AS untouched,
  COALESCE(sum(c.touches), 0)::int AS touches, COALESCE(sum(c.minutes), 0)::float8 AS minutes
FROM ended e LEFT JOIN cost c ON c.incident_id = e.id GROUP BY e.part ORDER BY e.part`;

/** The work on incidents resolved in `[from, to)`, by part. */
export async function countWork(
  client: Queryable,
  workspaceId: string,
  by: WorkPart,
  period: { from: Date; to: Date },
): Promise<WorkCounts[]> {
  return (await client.query<WorkCounts>(WORK(by), [workspaceId, period.from, period.to])).rows;
}
