/** How long classes of records are kept, and what that means today. */

import { cutoffOf, type Periods, periodsOf, type RetentionClass } from "../model/retention.ts";
import { RETENTION_CLASSES } from "../model/words.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";

/** The periods that a workspace has set for itself. */
export async function ownPeriods(client: Queryable, workspaceId: string): Promise<Periods> {
  const found = await client.query<{ class: RetentionClass; days: number }>(
    "SELECT class, days FROM retention_periods WHERE workspace_id = $1",
    [workspaceId],
  );
  return Object.fromEntries(found.rows.map((row) => [row.class, row.days]));
}

/** Sets a workspace's own period; null leaves it to the installation's again. */
export async function setPeriod(
  client: Client,
  workspaceId: string,
  { class: of, days, by }: { class: RetentionClass; days: number | null; by: string },
): Promise<void> {
  if (days === null)
    await client.query("DELETE FROM retention_periods WHERE workspace_id = $1 AND class = $2", [workspaceId, of]);
  else
    await client.query(
      `INSERT INTO retention_periods (workspace_id, class, days) VALUES ($1, $2, $3)
       ON CONFLICT (workspace_id, class) DO UPDATE SET days = excluded.days`,
      [workspaceId, of, days],
    );
  const subject = { subjectType: "retention", subjectId: of, details: { days } };
  await appendAudit(client, [{ workspaceId, actor: by, action: "retention-set", ...subject }]);
}

export interface PlannedClass {
  class: RetentionClass;
  /** What goes is older than this; null when the class is kept for ever. */
  before: Date | null;
  /** How many are older, and how many of them stay nevertheless. */
  older: number;
  kept: number;
}

/** What would go now, class by class; nothing is changed. */
export async function planRetention(
  client: Queryable,
  workspaceId: string,
  installation: Periods,
  now: Date,
): Promise<PlannedClass[]> {
  const periods = periodsOf(await ownPeriods(client, workspaceId), installation);
  const plan: PlannedClass[] = [];
  for (const name of RETENTION_CLASSES) {
    const before = cutoffOf(periods, name, now) ?? null;
    const counts = before === null ? { older: 0, kept: 0 } : await countsOf(client, workspaceId, name, before);
    plan.push({ class: name, before, ...counts });
  }
  return plan;
}

const COUNTS: Readonly<Record<RetentionClass, string>> = {
  alerts: `SELECT count(*) AS older, count(*) FILTER (WHERE k.id IS NOT NULL OR held_whole(a.workspace_id, a.received_at)) AS kept FROM alerts a
    LEFT JOIN kept_alerts($1, least_id_at('epoch'), least_id_at($2)) k ON k.id = a.id WHERE a.workspace_id = $1 AND a.id < least_id_at($2)`,
  deliveries: `SELECT count(*) AS older, count(*) FILTER (WHERE k.id IS NOT NULL OR held_whole(d.workspace_id, d.received_at)) AS kept FROM deliveries d
    LEFT JOIN kept_deliveries($1, least_id_at('epoch'), least_id_at($2)) k ON k.id = d.id WHERE d.workspace_id = $1 AND d.id < least_id_at($2)`,
  incidents: `SELECT count(*) AS older, count(*) FILTER (WHERE is_kept(i)) AS kept FROM incidents i
    WHERE i.workspace_id = $1 AND i.status IN ('resolved', 'closed') AND COALESCE(i.closed_at, i.resolved_at) < $2`,
};

async function countsOf(client: Queryable, workspaceId: string, of: RetentionClass, before: Date) {
  const found = await client.query<{ older: string; kept: string }>(COUNTS[of], [workspaceId, before]);
  const { older, kept } = found.rows[0]!;
  return { older: Number(older), kept: Number(kept) };
}
