/** Deliveries, the alerts read from them and what could not be read: one statement, one commit. */
import type { EntityRef } from "../model/entity.ts";
import type { Observable } from "../model/observable.ts";
import type { Pool } from "./database.ts";
import { pgJson } from "./json.ts";
import { addWeeks } from "./weeks.ts";

/** What correlation and classification read of an alert beside its columns. */
export interface AlertDetails {
  ruleName: string;
  categories: string[];
  confidence: number;
  controlOutcome: string;
  resolved: boolean;
  entities: EntityRef[];
  observables: Observable[];
}

export interface NewAlert {
  id: string;
  position: number;
  /** A UUID over whose it is and what makes it the same alert: equal fingerprint, same alert. */
  fingerprint: string;
  /** For how long a repeat is the same alert. */
  dedupSeconds: number;
  correlationKey: string;
  uid: string;
  title: string;
  severity: string;
  severityId: number;
  entityType: string;
  entityKey: string;
  entityName: string;
  source: string;
  initialDisposition: string;
  ruleId: string;
  techniques: string[];
  time: string;
  details: AlertDetails;
  finding: object;
}

export interface NewQuarantine {
  id: string;
  position: number;
  code: string;
  reason: string;
}

export interface NewDelivery {
  id: string;
  workspaceId: string;
  connectionId: string;
  contentType: string;
  body: Uint8Array;
  alerts: NewAlert[];
  quarantined: NewQuarantine[];
}

/** How many of a delivery's alerts were new, and how many were known already. */
export interface DeliveryOutcome {
  accepted: number;
  duplicates: number;
}

/**
 * Writes deliveries durably, in one statement; an alert that is known already only counts. Answers in the order given, after the commit.
 */
export async function insertDeliveries(pool: Pool, deliveries: NewDelivery[]): Promise<DeliveryOutcome[]> {
  try {
    return await insert(pool, deliveries);
  } catch (error) {
    // The machine slept past the last week there is.
    if ((error as { code?: string }).code !== NO_PARTITION) throw error;
    await addWeeks(pool);
    return insert(pool, deliveries);
  }
}

/** SQLSTATE check_violation, which is also Postgres's word for a row without a partition. */
const NO_PARTITION = "23514";

async function insert(pool: Pool, deliveries: NewDelivery[]): Promise<DeliveryOutcome[]> {
  const { rows, repeats } = foldWithinBatch(deliveries);
  const alerts = pgJson(rows.map((row) => ({ ...row, repeats: repeats.get(row.id) ?? 0 })));
  const bodies = deliveries.flatMap((one) => [one.id, one.workspaceId, one.connectionId, one.contentType, one.body]);
  const written = await pool.query<{ id: string }>({
    name: `insert-deliveries-${deliveries.length}`,
    text: insertText(deliveries.length),
    values: [alerts, pgJson(quarantineRows(deliveries)), ...bodies],
  });
  const fresh = new Set(written.rows.map((row) => row.id));
  return deliveries.map((delivery) => {
    const accepted = delivery.alerts.filter((alert) => fresh.has(alert.id)).length;
    return { accepted, duplicates: delivery.alerts.length - accepted };
  });
}

type AlertRow = NewAlert & { workspaceId: string; connectionId: string; deliveryId: string };

/** Postgres refuses to meet one row twice in an upsert, so repeats inside the batch are counted here. Sorted, so that batches never deadlock. */
function foldWithinBatch(deliveries: NewDelivery[]): { rows: AlertRow[]; repeats: Map<string, number> } {
  const byKey = new Map<string, AlertRow>();
  const repeats = new Map<string, number>();
  for (const delivery of deliveries) {
    for (const alert of delivery.alerts) {
      const first = byKey.get(alert.fingerprint);
      if (first === undefined)
        byKey.set(alert.fingerprint, {
          ...alert,
          workspaceId: delivery.workspaceId,
          connectionId: delivery.connectionId,
          deliveryId: delivery.id,
        });
      else repeats.set(first.id, (repeats.get(first.id) ?? 0) + 1);
    }
  }
  const rows = [...byKey.values()].sort((a, b) =>
    a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : 0,
  );
  return { rows, repeats };
}

function quarantineRows(deliveries: NewDelivery[]): unknown[] {
  return deliveries.flatMap((delivery) =>
    delivery.quarantined.map((item) => ({
      ...item,
      workspaceId: delivery.workspaceId,
      connectionId: delivery.connectionId,
      deliveryId: delivery.id,
    })),
  );
}

const texts = new Map<number, string>();

/** The statement for so many deliveries; bodies go as bytes, each in a parameter of its own, everything else as JSON. */
function insertText(count: number): string {
  const known = texts.get(count);
  if (known !== undefined) return known;
  const groups = Array.from({ length: count }, (_, index) => {
    const at = 3 + index * 5;
    return `($${at}::uuid,$${at + 1}::uuid,$${at + 2}::uuid,$${at + 3}::text,$${at + 4}::bytea)`;
  });
  const text = `WITH delivered AS (
  INSERT INTO deliveries (id, workspace_id, connection_id, content_type, body) VALUES ${groups.join(",")}
), ${INSERT_REST}`;
  texts.set(count, text);
  return text;
}

const INSERT_REST = `quarantined AS (
  INSERT INTO quarantine (id, workspace_id, connection_id, delivery_id, position, code, reason)
  SELECT id, "workspaceId", "connectionId", "deliveryId", position, code, reason
  FROM json_to_recordset($2::json) AS r(id uuid, "workspaceId" uuid, "connectionId" uuid, "deliveryId" uuid, position int, code text, reason text)
), input AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json) AS r(id uuid, "workspaceId" uuid, "connectionId" uuid, "deliveryId" uuid, position int, fingerprint uuid,
    "dedupSeconds" int, repeats int, "correlationKey" text, uid text, title text, severity text, "severityId" smallint, "entityType" text,
    "entityKey" text, "entityName" text, source text, "initialDisposition" text, "ruleId" text, techniques text[], time timestamptz, details jsonb, finding jsonb)
), claimed AS (
  INSERT INTO alert_seen AS s (fingerprint, workspace_id, alert_id, until)
  SELECT fingerprint, "workspaceId", id, now() + make_interval(secs => "dedupSeconds") FROM input
  ON CONFLICT (fingerprint) DO UPDATE SET alert_id = CASE WHEN s.until < now() THEN excluded.alert_id ELSE s.alert_id END,
    until = CASE WHEN s.until < now() THEN excluded.until ELSE s.until END
  RETURNING fingerprint, alert_id
), written AS (
  INSERT INTO alerts (id, workspace_id, connection_id, delivery_id, position, fingerprint, correlation_key, uid, title, severity, severity_id,
    entity_type, entity_key, entity_name, source, initial_disposition, rule_id, techniques, time, details, finding)
  SELECT r.id, r."workspaceId", r."connectionId", r."deliveryId", r.position, r.fingerprint, r."correlationKey", r.uid, r.title, r.severity, r."severityId",
    r."entityType", r."entityKey", r."entityName", r.source, r."initialDisposition", r."ruleId", r.techniques, r.time, r.details, r.finding
  FROM input r JOIN claimed c ON c.alert_id = r.id
), counted AS (
  INSERT INTO alert_repeats AS a (alert_id, workspace_id, duplicates, last_at)
  SELECT c.alert_id, r."workspaceId", r.repeats + (c.alert_id <> r.id)::int, now() FROM input r JOIN claimed c USING (fingerprint)
  WHERE c.alert_id <> r.id OR r.repeats > 0
  ON CONFLICT (alert_id) DO UPDATE SET duplicates = a.duplicates + excluded.duplicates, last_at = excluded.last_at
), queued AS (
  INSERT INTO alert_inbox (alert_id, workspace_id) SELECT r.id, r."workspaceId" FROM input r JOIN claimed c ON c.alert_id = r.id
)
SELECT alert_id AS id FROM claimed`;
