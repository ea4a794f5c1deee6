/** When a workspace's reviews are written. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";

export interface ReviewSettings {
  timeZone: string;
  workingDays: string[];
  /** Dates as YYYY-MM-DD. */
  holidays: string[];
  /** Whose queue the access and policy reviews are. */
  accessOwner: string;
  policiesOwner: string;
}

/** Those of a workspace; where it has set none, the defaults of the table. */
export async function readReviewSettings(client: Queryable, workspaceId: string): Promise<ReviewSettings> {
  const result = await client.query<ReviewSettings>(
    `SELECT COALESCE(s.time_zone, 'UTC') AS "timeZone", COALESCE(s.working_days, '{mon,tue,wed,thu,fri}') AS "workingDays", COALESCE(s.holidays, '{}')::text[] AS holidays,
       COALESCE(s.access_owner, 'soc') AS "accessOwner", COALESCE(s.policies_owner, 'soc') AS "policiesOwner"
     FROM (SELECT $1::uuid AS workspace_id) w LEFT JOIN review_settings s USING (workspace_id)`,
    [workspaceId],
  );
  return result.rows[0]!;
}

/** Sets all of them. False when the database knows no such time zone. */
export async function writeReviewSettings(
  client: Client,
  workspaceId: string,
  { timeZone, workingDays, holidays, accessOwner, policiesOwner }: ReviewSettings,
  by: string,
): Promise<boolean> {
  const known = await client.query("SELECT 1 FROM pg_timezone_names WHERE name = $1", [timeZone]);
  if (known.rowCount === 0) return false;
  await client.query(
    `INSERT INTO review_settings (workspace_id, time_zone, working_days, holidays, access_owner, policies_owner) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (workspace_id) DO UPDATE SET time_zone = excluded.time_zone, working_days = excluded.working_days, holidays = excluded.holidays,
       access_owner = excluded.access_owner, policies_owner = excluded.policies_owner`,
    [workspaceId, timeZone, workingDays, holidays, accessOwner, policiesOwner],
  );
  const details = { timeZone, workingDays, holidays, accessOwner, policiesOwner };
  const subject = { subjectType: "review-settings", subjectId: workspaceId };
  await appendAudit(client, [{ workspaceId, actor: by, action: "review-settings-set", ...subject, details }]);
  return true;
}
