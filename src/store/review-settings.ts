/** When a workspace's reviews are written. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";

export interface ReviewSettings {
  timeZone: string;
  workingDays: string[];
  /** Dates as YYYY-MM-DD. */
  holidays: string[];
}

/** Those of a workspace; where it has set none, the defaults of the table. */
export async function readReviewSettings(client: Queryable, workspaceId: string): Promise<ReviewSettings> {
  const result = await client.query<ReviewSettings>(
    `SELECT COALESCE(s.time_zone, 'UTC') AS "timeZone", COALESCE(s.working_days, '{mon,tue,wed,thu,fri}') AS "workingDays", COALESCE(s.holidays, '{}')::text[] AS holidays
     FROM (SELECT $1::uuid AS workspace_id) w LEFT JOIN review_settings s USING (workspace_id)`,
    [workspaceId],
  );
  return result.rows[0]!;
}

/** Sets all of them. False when the database knows no such time zone. */
export async function writeReviewSettings(
  client: Client,
  workspaceId: string,
  { timeZone, workingDays, holidays }: ReviewSettings,
  by: string,
): Promise<boolean> {
  const known = await client.query("SELECT 1 FROM pg_timezone_names WHERE name = $1", [timeZone]);
  if (known.rowCount === 0) return false;
  await client.query(
    `INSERT INTO review_settings (workspace_id, time_zone, working_days, holidays) VALUES ($1, $2, $3, $4)
     ON CONFLICT (workspace_id) DO UPDATE SET time_zone = excluded.time_zone, working_days = excluded.working_days, holidays = excluded.holidays`,
    [workspaceId, timeZone, workingDays, holidays],
  );
  const details = { timeZone, workingDays, holidays };
  const subject = { subjectType: "review-settings", subjectId: workspaceId };
  await appendAudit(client, [{ workspaceId, actor: by, action: "review-settings-set", ...subject, details }]);
  return true;
}
