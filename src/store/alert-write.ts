/** New alerts into their tables. */
import { copyIn } from "./copy-in.ts";
import { CopyRows } from "./copy-rows.ts";
import { type Client, type Pool, together } from "./database.ts";
import type { AlertRow } from "./delivery.ts";
import { addWeeks, readWeeks, type Week, weekOf } from "./weeks.ts";

const COLUMNS = `(id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id,
  entity_type, entity_key, entity_name, source, initial_disposition, rule_id, techniques, time, details, finding)`;
const COUNT = 20;

/** The weeks as this process knows them, by database; read again when an alert falls past the last of them, or a week is gone. */
const known = new WeakMap<Pool, Week[]>();

/** The weeks that hold all of these ids, made where they are missing: after a long sleep of the machine the next ones are not there yet. */
export async function weeksFor(pool: Pool, ids: readonly string[], anew = false): Promise<Week[]> {
  const weeks = known.get(pool);
  if (!anew && weeks !== undefined && ids.every((id) => weekOf(weeks, id) !== undefined)) return weeks;
  await addWeeks(pool);
  const read = await readWeeks(pool);
  known.set(pool, read);
  return read;
}

/** Copies alerts that are new into their weeks, within the caller's transaction. */
export async function copyAlerts(client: Client, weeks: readonly Week[], rows: readonly AlertRow[]): Promise<void> {
  const byTable = new Map<string, CopyRows>();
  for (const row of rows) {
    const table = weekOf(weeks, row.alert.id)?.table ?? "alerts";
    let copied = byTable.get(table);
    if (copied === undefined) {
      copied = new CopyRows(rows.length * USUAL_BYTES);
      byTable.set(table, copied);
    }
    write(copied, row);
  }
  await together([...byTable].map(([table, copied]) => copyIn(client, `${table} ${COLUMNS}`, copied)));
}

/** What a row takes, seldom more. */
const USUAL_BYTES = 4096;

/** In the order of the columns. */
function write(rows: CopyRows, { alert, delivery }: AlertRow): void {
  rows
    .row(COUNT)
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
    .json(alert.details)
    .json(alert.finding);
}
