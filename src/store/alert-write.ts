/** Deliveries and new alerts into their tables. */
import { copyIn } from "./copy-in.ts";
import { CopyRows } from "./copy-rows.ts";
import { type Client, type Pool, together } from "./database.ts";
import type { AlertRow, NewDelivery } from "./delivery.ts";
import { packBody } from "./packed-body.ts";
import { addWeeks, readWeeks, type Week, type Weeks, weekOf } from "./weeks.ts";

/** The weeks as this process knows them, by database; read again when a row falls past the last of them, or a week is gone. */
const known = new WeakMap<Pool, Weeks>();

/** The weeks that hold all of these, made where they are missing: after a long sleep of the machine the next ones are not there yet. */
export async function weeksFor(pool: Pool, deliveries: readonly NewDelivery[], anew = false): Promise<Weeks> {
  const weeks = known.get(pool);
  if (!anew && weeks !== undefined && deliveries.every((delivery) => hasPlace(weeks, delivery))) return weeks;
  await addWeeks(pool);
  const read = await readWeeks(pool);
  known.set(pool, read);
  return read;
}

function hasPlace(weeks: Weeks, { id, alerts }: NewDelivery): boolean {
  return (
    weekOf(weeks.deliveries, id) !== undefined && alerts.every((alert) => weekOf(weeks.alerts, alert.id) !== undefined)
  );
}

const DELIVERY = "(id, workspace_id, connection_id, received_at, content_type, body, unpacked_bytes)";

/** Copies deliveries into their weeks, within the caller's transaction. */
export async function copyDeliveries(
  client: Client,
  weeks: readonly Week[],
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const byTable = Map.groupBy(deliveries, ({ id }) => weekOf(weeks, id)?.table ?? "deliveries");
  await together([...byTable].map(([table, of]) => copyIn(client, `${table} ${DELIVERY}`, deliveryRows(of))));
}

function deliveryRows(deliveries: readonly NewDelivery[]): CopyRows {
  const kept = deliveries.map(({ body }) => packBody(body));
  const rows = new CopyRows(kept.reduce((sum, { body }) => sum + body.byteLength + 256, 0));
  for (const [index, { id, workspaceId, connectionId, receivedAt, contentType }] of deliveries.entries()) {
    const { body, unpackedBytes } = kept[index]!;
    rows.row(7).uuid(id).uuid(workspaceId).uuid(connectionId).moment(receivedAt).text(contentType).bytes(body);
    if (unpackedBytes === null) rows.nothing();
    else rows.int4(unpackedBytes);
  }
  return rows;
}

const ALERT = `(id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id,
  entity_type, entity_key, entity_name, source, initial_disposition, rule_id, techniques, time, received_at, details, finding_text)`;
/** What a row takes, seldom more. */
const USUAL_BYTES = 4096;

/** Copies alerts that are new into their weeks, within the caller's transaction. */
export async function copyAlerts(client: Client, weeks: readonly Week[], rows: readonly AlertRow[]): Promise<void> {
  const byTable = Map.groupBy(rows, ({ alert }) => weekOf(weeks, alert.id)?.table ?? "alerts");
  await together([...byTable].map(([table, of]) => copyIn(client, `${table} ${ALERT}`, alertRows(of))));
}

function alertRows(of: readonly AlertRow[]): CopyRows {
  const rows = new CopyRows(of.length * USUAL_BYTES);
  for (const row of of) writeAlert(rows, row);
  return rows;
}

/** In the order of the columns. */
function writeAlert(rows: CopyRows, { alert, delivery }: AlertRow): void {
  rows
    .row(21)
    .uuid(alert.id)
    .uuid(delivery.workspaceId)
    .uuid(delivery.connectionId)
    .uuid(delivery.id)
    .int4(alert.position)
    .uuid(alert.fingerprint)
    .text(alert.uid)
    .text(alert.title)
    .text(alert.severity)
    .int2(alert.severityId)
    .text(alert.entityType)
    .text(alert.entityKey)
    .text(alert.entityName)
    .text(alert.source)
    .text(alert.initialDisposition)
    .text(alert.ruleId)
    .texts(alert.techniques)
    .time(alert.time)
    .moment(delivery.receivedAt)
    .jsonb(alert.details)
    .json(alert.finding);
}
