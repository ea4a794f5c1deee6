/** New alerts into their tables. */
import { copyIn, copyJson, copyText } from "./copy-in.ts";
import { type Client, type Pool, together } from "./database.ts";
import type { AlertRow } from "./delivery.ts";
import { pgJson } from "./json.ts";
import { addWeeks, readWeeks, type Week, weekOf } from "./weeks.ts";

const COLUMNS = `(id, workspace_id, connection_id, delivery_id, position, fingerprint, uid, title, severity, severity_id,
  entity_type, entity_key, entity_name, source, initial_disposition, rule_id, techniques, time, details, finding)`;

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
  const lines = new Map<string, string[]>();
  for (const row of rows) {
    const table = weekOf(weeks, row.alert.id)?.table ?? "alerts";
    const ofWeek = lines.get(table);
    if (ofWeek === undefined) lines.set(table, [lineOf(row)]);
    else ofWeek.push(lineOf(row));
  }
  await together([...lines].map(([table, of]) => copyIn(client, `COPY ${table} ${COLUMNS} FROM STDIN`, of)));
}

/** In the order of the statement. Ids, scales and times of our own making need no escape. */
function lineOf({ alert, delivery }: AlertRow): string {
  return [
    alert.id,
    delivery.workspaceId,
    delivery.connectionId,
    delivery.id,
    alert.position,
    alert.fingerprint,
    copyText(alert.uid),
    copyText(alert.title),
    alert.severity,
    alert.severityId,
    alert.entityType,
    copyText(alert.entityKey),
    copyText(alert.entityName),
    copyText(alert.source),
    alert.initialDisposition,
    copyText(alert.ruleId),
    `{${alert.techniques.join(",")}}`,
    alert.time,
    copyJson(pgJson(alert.details)),
    copyJson(pgJson(alert.finding)),
  ].join("\t");
}
