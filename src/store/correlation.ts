/** What correlation remembers: by which keys open incidents are found, and how many incidents of a kind opened. Set-based. */
import type { Client, Pool } from "./database.ts";
import { pgJson } from "./json.ts";

/** An open incident that a key finds. `key` is 32 hex digits. */
export interface OpenKey {
  key: string;
  workspaceId: string;
  incidentId: string;
  lastAlertAt: Date;
}

/** How many incidents of one kind opened since `beganAt`; in a storm, the incident that the next alerts are folded into. */
export interface StormState {
  /** 32 hex digits. */
  key: string;
  workspaceId: string;
  /** The rule's id. */
  rule: string;
  beganAt: Date;
  lastAt: Date;
  opened: number;
  folded: number;
  /** Null while there is no storm, and once its incident is resolved or closed. */
  incidentId: string | null;
}

/** The open incidents that these keys find. A key finds the incident that was given it last; one that was merged stands for the one it went into. */
export async function openIncidentsByKeys(client: Client, keys: readonly string[]): Promise<OpenKey[]> {
  if (keys.length === 0) return [];
  const result = await client.query<OpenKey>({
    name: "open-incidents-by-keys",
    text: `SELECT replace(k.key::text, '-', '') AS key, i.id AS "incidentId", i.workspace_id AS "workspaceId", i.last_alert_at AS "lastAlertAt"
      FROM correlation_keys k JOIN incidents o ON o.id = k.incident_id JOIN incidents i ON i.id = COALESCE(o.merged_into, o.id)
      WHERE k.key = ANY ($1::uuid[]) AND i.status NOT IN ('resolved', 'closed')`,
    values: [keys],
  });
  return result.rows;
}

/** From now on these keys find these incidents. */
export async function writeKeys(
  client: Client,
  keys: readonly { key: string; workspaceId: string; incidentId: string }[],
): Promise<void> {
  if (keys.length === 0) return;
  await client.query({
    name: "write-correlation-keys",
    text: `INSERT INTO correlation_keys (key, workspace_id, incident_id) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS k(key, workspace_id, incident_id)
      ON CONFLICT (key) DO UPDATE SET incident_id = excluded.incident_id, made_at = excluded.made_at`,
    values: [keys.map(({ key }) => key), keys.map((one) => one.workspaceId), keys.map((one) => one.incidentId)],
  });
}

/** The counts of these keys, where there are any. */
export async function stormStates(client: Client, keys: readonly string[]): Promise<StormState[]> {
  if (keys.length === 0) return [];
  const result = await client.query<StormState>({
    name: "storm-states",
    text: `SELECT replace(s.key::text, '-', '') AS key, s.workspace_id AS "workspaceId", s.rule, s.began_at AS "beganAt", s.last_at AS "lastAt", s.opened, s.folded, i.id AS "incidentId"
      FROM storms s LEFT JOIN incidents i ON i.id = s.incident_id AND i.status NOT IN ('resolved', 'closed') WHERE s.key = ANY ($1::uuid[])`,
    values: [keys],
  });
  return result.rows;
}

/** Writes counts that changed. */
export async function writeStorms(client: Client, storms: readonly StormState[]): Promise<void> {
  if (storms.length === 0) return;
  await client.query({
    name: "write-storms",
    text: `INSERT INTO storms (key, workspace_id, rule, began_at, last_at, opened, folded, incident_id)
      SELECT key, "workspaceId", rule, "beganAt", "lastAt", opened, folded, "incidentId"
      FROM json_to_recordset($1::json) AS r(key uuid, "workspaceId" uuid, rule text, "beganAt" timestamptz, "lastAt" timestamptz, opened int, folded int, "incidentId" uuid)
      ON CONFLICT (key) DO UPDATE SET began_at = excluded.began_at, last_at = excluded.last_at, opened = excluded.opened, folded = excluded.folded, incident_id = excluded.incident_id`,
    values: [pgJson(storms)],
  });
}

const FORGOTTEN_AT_ONCE = 20_000;
/** As long as a rule can reach back. */
const REMEMBERED = "interval '30 days'";

/** Forgets keys and counts that no rule can reach back to any more. Answers how many; zero when there are none left. */
export async function forgetCorrelation(pool: Pool): Promise<number> {
  const keys = await pool.query(
    `DELETE FROM correlation_keys WHERE key = ANY (ARRAY(
       SELECT k.key FROM correlation_keys k LEFT JOIN incidents i ON i.id = k.incident_id
       WHERE k.made_at < now() - ${REMEMBERED} AND (i.id IS NULL OR i.last_alert_at < now() - ${REMEMBERED}) LIMIT ${FORGOTTEN_AT_ONCE}))`,
  );
  const storms = await pool.query(`DELETE FROM storms WHERE last_at < now() - ${REMEMBERED}`);
  return (keys.rowCount ?? 0) + (storms.rowCount ?? 0);
}
