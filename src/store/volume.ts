/** What came and what became of it, for the pictures of the overview. Within a workspace's transaction; callers bound its time. */
import type { Queryable } from "./database.ts";
import { idRange } from "./measure.ts";
import { SUBJECTS_OF, TOUCHED_BY_PEOPLE } from "./work.ts";

interface Period {
  from: Date;
  to: Date;
}

export interface VolumeCount {
  /** A day, or the Monday of a week, in UTC. */
  part: string;
  disposition: string;
  count: number;
}

/** The incidents opened in `[from, to)` that were not merged into others, by day or week and the disposition they have now. */
export async function countVolume(
  client: Queryable,
  workspaceId: string,
  unit: "day" | "week",
  period: Period,
): Promise<VolumeCount[]> {
  const result = await client.query<VolumeCount>(
    `SELECT to_char(date_trunc('${unit}', opened_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS part, disposition, count(*)::int AS count
     FROM incidents WHERE workspace_id = $1 AND merged_into IS NULL AND opened_at >= $2 AND opened_at < $3 AND id >= $4 AND id < $5
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [workspaceId, period.from, period.to, ...idRange(period)],
  );
  return result.rows;
}

export interface FunnelCounts {
  /** Alerts received in the period. */
  alerts: number;
  /** How often those were delivered again. */
  repeats: number;
  /** Incidents opened in it, and not merged into others. */
  incidents: number;
  /** Of these: those that a playbook took to its end. */
  responded: number;
  /** Of these: those that a person touched. */
  touched: number;
}

/** From what was delivered in `[from, to)` to what people had to do with. */
export async function countFunnel(client: Queryable, workspaceId: string, period: Period): Promise<FunnelCounts> {
  const result = await client.query<FunnelCounts>(
    `WITH came AS (
       SELECT id FROM alerts WHERE workspace_id = $1 AND received_at >= $2 AND received_at < $3 AND id >= $4 AND id < $5
     ), opened AS (
       SELECT id FROM incidents WHERE workspace_id = $1 AND merged_into IS NULL AND opened_at >= $2 AND opened_at < $3 AND id >= $4 AND id < $5
     ), subjects AS (${SUBJECTS_OF("opened")}
     ), touched AS (
       SELECT DISTINCT s.incident_id FROM subjects s JOIN audit a ON a.workspace_id = $1 AND a.subject_type = s.type AND a.subject_id = s.subject
       WHERE ${TOUCHED_BY_PEOPLE}
     )
     SELECT (SELECT count(*)::int FROM came) AS alerts,
       (SELECT COALESCE(sum(r.duplicates), 0)::int FROM came JOIN alert_repeats r ON r.alert_id = came.id) AS repeats,
       (SELECT count(*)::int FROM opened) AS incidents,
       (SELECT count(DISTINCT o.id)::int FROM opened o JOIN runs r ON r.subject_id = o.id AND NOT r.shadow AND r.status = 'done') AS responded,
       (SELECT count(*)::int FROM touched) AS touched`,
    [workspaceId, period.from, period.to, ...idRange(period)],
  );
  return result.rows[0]!;
}

/** How many of the incidents opened in `[from, to)` showed each technique or a sub-technique of it. */
export async function countTechniques(
  client: Queryable,
  workspaceId: string,
  period: Period,
): Promise<{ technique: string; incidents: number }[]> {
  const result = await client.query<{ technique: string; incidents: number }>(
    `SELECT split_part(named, '.', 1) AS technique, count(DISTINCT i.id)::int AS incidents FROM incidents i, unnest(i.techniques) AS named
     WHERE i.workspace_id = $1 AND i.merged_into IS NULL AND i.opened_at >= $2 AND i.opened_at < $3 AND i.id >= $4 AND i.id < $5
     GROUP BY 1 ORDER BY 1 LIMIT 2000`,
    [workspaceId, period.from, period.to, ...idRange(period)],
  );
  return result.rows;
}
