/** Alerts that no incident has taken yet. */

import type { Client } from "./database.ts";
import type { AlertDetails } from "./delivery.ts";

export interface InboxAlert {
  id: string;
  workspaceId: string;
  connectionId: string;
  connection: string;
  uid: string;
  title: string;
  severity: string;
  entityType: string;
  entityKey: string;
  entityName: string;
  source: string;
  initialDisposition: string;
  ruleId: string;
  techniques: string[];
  time: Date;
  receivedAt: Date;
  details: AlertDetails;
}

/** One correlator at a time over all processes: two of them would open two incidents for one entity. */
const LOCK = 4_077_102;

/**
 * Takes up to `limit` of the oldest alerts out of the inbox, within the caller's transaction: they are back when it rolls back.
 * ARRAY makes Postgres choose the rows once: under IN it may choose anew for each row it deletes, and take more than the limit.
 * @param skip alerts set aside because they could not be taken on their own.
 */
export async function takeFromInbox(client: Client, limit: number, skip: string[]): Promise<InboxAlert[]> {
  const result = await client.query<InboxAlert>({
    name: "take-from-inbox",
    text: `
      WITH lock AS MATERIALIZED (SELECT pg_advisory_xact_lock(${LOCK})),
      taken AS (
        DELETE FROM alert_inbox WHERE alert_id = ANY (ARRAY(
          SELECT alert_id FROM alert_inbox, lock WHERE NOT alert_id = ANY ($2::uuid[]) ORDER BY alert_id LIMIT $1 FOR UPDATE OF alert_inbox SKIP LOCKED
        )) RETURNING alert_id
      )
      SELECT a.id, a.workspace_id AS "workspaceId", a.connection_id AS "connectionId", c.name AS connection, a.uid,
        a.title, a.severity, a.entity_type AS "entityType", a.entity_key AS "entityKey", a.entity_name AS "entityName", a.source,
        a.initial_disposition AS "initialDisposition", a.rule_id AS "ruleId", a.techniques, a.time, a.received_at AS "receivedAt", a.details
      FROM taken JOIN alerts a ON a.id = taken.alert_id JOIN connections c ON c.id = a.connection_id ORDER BY a.id`,
    values: [limit, skip],
  });
  return result.rows;
}
