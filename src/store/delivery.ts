/** Deliveries, the alerts read from them and what could not be read: one transaction, one commit. */
import type { EntityRef } from "../model/entity.ts";
import type { Observable } from "../model/observable.ts";
import { copyAlerts, copyDeliveries, weeksFor } from "./alert-write.ts";
import { type Client, type Pool, transactionSending } from "./database.ts";
import { keepFresh } from "./fresh-alerts.ts";
import { pgJson } from "./json.ts";
import type { Weeks } from "./weeks.ts";

/** What correlation and classification read of an alert beside its columns. */
export interface AlertDetails {
  ruleName: string;
  categories: string[];
  confidence: number;
  controlOutcome: string;
  /** The source's own id of the session it belongs to; left out when it names none. */
  session?: string;
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
  /** The rule that made the fingerprint; empty when it is the source's own id of the alert. */
  foldRule: string;
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
  /** The connection's name. */
  connection: string;
  receivedAt: Date;
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

/** An alert with what it came in. */
export interface AlertRow {
  alert: NewAlert;
  delivery: NewDelivery;
}

/**
 * Writes deliveries durably; an alert that is known already only counts. Answers in the order given, after the commit. `alongside` is written
 * in the same transaction, first; when it throws, nothing is written.
 */
export async function insertDeliveries(
  pool: Pool,
  deliveries: NewDelivery[],
  alongside: (client: Client) => Promise<void> = async () => {},
): Promise<DeliveryOutcome[]> {
  const weeks = await weeksFor(pool, deliveries);
  const write = async (into: Weeks) => {
    const { outcomes, fresh } = await transactionSending(pool, async (client) => {
      await alongside(client);
      return insert(client, into, deliveries);
    });
    keepFresh(fresh);
    return outcomes;
  };
  try {
    return await write(weeks);
  } catch (error) {
    if (!WEEKS_CHANGED.has((error as { code?: string }).code ?? "")) throw error;
    return write(await weeksFor(pool, deliveries, true));
  }
}

/** SQLSTATEs of a row outside its partition and of a table that is no more. */
const WEEKS_CHANGED = new Set(["23514", "42P01"]);

async function insert(
  client: Client,
  weeks: Weeks,
  deliveries: NewDelivery[],
): Promise<{ result: { outcomes: DeliveryOutcome[]; fresh: AlertRow[] }; sent: Promise<unknown>[] }> {
  const rows = firstsOf(deliveries);
  const owners = await claim(client, rows);
  const fresh = rows.filter(({ alert }) => owners.get(compact(alert.fingerprint)) === alert.id);
  const accepted = new Set(fresh.map(({ alert }) => alert.id));
  const folds = foldsOf(deliveries, accepted, owners);
  const sent = [
    copyDeliveries(client, weeks.deliveries, deliveries),
    copyAlerts(client, weeks.alerts, fresh),
    writeRest(client, deliveries, fresh, folds),
  ];
  const outcomes = deliveries.map((delivery) => {
    const count = delivery.alerts.filter((alert) => accepted.has(alert.id)).length;
    return { accepted: count, duplicates: delivery.alerts.length - count };
  });
  return { result: { outcomes, fresh }, sent };
}

/** An alert that is not stored again, and the one it is folded into. */
interface FoldedAlert {
  into: string;
  alert: NewAlert;
  delivery: NewDelivery;
}

/** The first alert of each fingerprint in the batch. Sorted, so that batches never deadlock. */
function firstsOf(deliveries: NewDelivery[]): AlertRow[] {
  const byFingerprint = new Map<string, AlertRow>();
  for (const delivery of deliveries) {
    for (const alert of delivery.alerts)
      if (!byFingerprint.has(alert.fingerprint)) byFingerprint.set(alert.fingerprint, { alert, delivery });
  }
  return [...byFingerprint.values()].sort((a, b) => (a.alert.fingerprint < b.alert.fingerprint ? -1 : 1));
}

function foldsOf(deliveries: NewDelivery[], accepted: Set<string>, owners: Map<string, string>): FoldedAlert[] {
  return deliveries.flatMap((delivery) =>
    delivery.alerts.flatMap((alert) =>
      accepted.has(alert.id) ? [] : [{ into: owners.get(compact(alert.fingerprint))!, alert, delivery }],
    ),
  );
}

/** Which alert each fingerprint stands for: this one, or one that came before and whose window still lasts. */
async function claim(client: Client, rows: AlertRow[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map();
  const column = (read: (row: AlertRow) => string | number) => `{${rows.map(read).join(",")}}`;
  const claimed = await client.query<[string, string]>({
    name: "claim-fingerprints",
    rowMode: "array",
    text: `INSERT INTO alert_seen AS s (fingerprint, workspace_id, alert_id, until)
      SELECT fingerprint, workspace_id, id, now() + make_interval(secs => dedup_seconds)
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[]) AS r(fingerprint, workspace_id, id, dedup_seconds)
      ON CONFLICT (fingerprint) DO UPDATE SET alert_id = CASE WHEN s.until < now() THEN excluded.alert_id ELSE s.alert_id END,
        until = CASE WHEN s.until < now() THEN excluded.until ELSE s.until END
      RETURNING alert_id, fingerprint`,
    values: [
      column(({ alert }) => alert.fingerprint),
      column(({ delivery }) => delivery.workspaceId),
      column(({ alert }) => alert.id),
      column(({ alert }) => alert.dedupSeconds),
    ],
  } as never);
  return new Map(claimed.rows.map(([id, fingerprint]) => [compact(fingerprint), id]));
}

/** One spelling of a UUID for use as a key. */
function compact(uuid: string): string {
  return uuid.replaceAll("-", "");
}

/** What belongs to the batch beside the rows that are copied, in one statement. */
async function writeRest(
  client: Client,
  deliveries: NewDelivery[],
  fresh: AlertRow[],
  folds: FoldedAlert[],
): Promise<void> {
  const folded = folds.map(({ into, alert: { position, foldRule, uid }, delivery }) => ({
    ...{ alertId: into, workspaceId: delivery.workspaceId, deliveryId: delivery.id, position, rule: foldRule, uid },
  }));
  await client.query({
    name: "write-rest",
    text: REST,
    values: [
      `{${fresh.map(({ alert }) => alert.id).join(",")}}`,
      `{${fresh.map(({ delivery }) => delivery.workspaceId).join(",")}}`,
      pgJson(quarantineRows(deliveries)),
      pgJson(folded),
    ],
  });
}

function quarantineRows(deliveries: NewDelivery[]): unknown[] {
  return deliveries.flatMap(({ workspaceId, connectionId, id: deliveryId, quarantined }) =>
    quarantined.map((item) => ({ ...item, workspaceId, connectionId, deliveryId })),
  );
}

const REST = `WITH quarantined AS (
  INSERT INTO quarantine (id, workspace_id, connection_id, delivery_id, position, code, reason)
  SELECT id, "workspaceId", "connectionId", "deliveryId", position, code, reason
  FROM json_to_recordset($3::json) AS r(id uuid, "workspaceId" uuid, "connectionId" uuid, "deliveryId" uuid, position int, code text, reason text)
), folded AS (
  SELECT * FROM json_to_recordset($4::json) AS r("alertId" uuid, "workspaceId" uuid, "deliveryId" uuid, position int, rule text, uid text)
), noted AS (
  INSERT INTO alert_folds (delivery_id, position, workspace_id, alert_id, rule, uid)
  SELECT "deliveryId", position, "workspaceId", "alertId", rule, uid FROM folded
), counted AS (
  INSERT INTO alert_repeats AS a (alert_id, workspace_id, duplicates, last_at)
  SELECT "alertId", "workspaceId", count(*), now() FROM folded GROUP BY 1, 2 ORDER BY 1
  ON CONFLICT (alert_id) DO UPDATE SET duplicates = a.duplicates + excluded.duplicates, last_at = excluded.last_at
)
INSERT INTO alert_inbox (alert_id, workspace_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])`;
