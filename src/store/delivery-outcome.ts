/** What became of one delivery: each alert that was made of it, was known already, or is held back, and what could not be read. */
import type { Queryable } from "./database.ts";
import { READ_WITHIN } from "./delivery-read.ts";
import type { QuarantineRow } from "./quarantine.ts";

/** A delivery may hold thousands of documents; so many are shown of each kind. */
const SHOWN = 200;

export interface AlertOutcome {
  position: number;
  alertId: string;
  title: string;
  /** It was made of this delivery, or folded into one that was there; by which rule, empty where the source gave both one id. */
  what: "alert" | "duplicate";
  rule: string;
  suppressionId: string | null;
  /** The incident it belongs to; null as long as it has none. */
  incident: number | null;
}

/** The alerts of a delivery that the reader may know of, in the order of its documents. */
export async function alertsOfDelivery(client: Queryable, workspaceId: string, id: string): Promise<AlertOutcome[]> {
  const { rows } = await client.query<AlertOutcome>(
    `SELECT o.position, o.alert_id AS "alertId", a.title, o.what, o.rule, s.suppression_id AS "suppressionId", i.number AS incident FROM (
       SELECT a.position, a.id AS alert_id, 'alert' AS what, '' AS rule FROM deliveries d JOIN alerts a
         ON a.id > d.id AND a.id < least_id_at(d.received_at + ${READ_WITHIN}) AND a.delivery_id = d.id WHERE d.workspace_id = $1 AND d.id = $2
       UNION ALL SELECT position, alert_id, 'duplicate', rule FROM alert_folds WHERE workspace_id = $1 AND delivery_id = $2
       ORDER BY 1 LIMIT ${SHOWN}) o
     JOIN alerts a ON a.id = o.alert_id LEFT JOIN suppressed_alerts s ON s.alert_id = o.alert_id
     LEFT JOIN LATERAL (SELECT i.number FROM incident_alerts l JOIN incidents i ON i.id = l.incident_id WHERE l.alert_id = o.alert_id LIMIT 1) i ON true
     ORDER BY o.position, o.what`,
    [workspaceId, id],
  );
  return rows;
}

/** What could not be read of it. */
export async function unreadOfDelivery(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<Pick<QuarantineRow, "id" | "position" | "code" | "reason" | "status">[]> {
  const { rows } = await client.query<Pick<QuarantineRow, "id" | "position" | "code" | "reason" | "status">>(
    `SELECT id, position, code, reason, status FROM quarantine WHERE workspace_id = $1 AND delivery_id = $2 ORDER BY position, id LIMIT ${SHOWN}`,
    [workspaceId, id],
  );
  return rows;
}
