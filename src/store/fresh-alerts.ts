/**
 * Alerts that this process has just made durable, as correlation reads them. What waits for correlation stands in `alert_inbox`, whoever wrote
 * it; an alert that is still at hand here need not be read back, which costs as much as the rest of taking it.
 */
import type { AlertRow } from "./delivery.ts";
import type { InboxAlert } from "./inbox.ts";

/** By the bytes of their deliveries. Correlation takes the oldest first: when this is full, the newer ones are read back. */
const MAX_BYTES = 32_000_000;

/** What still lies here after this long was most likely taken by another process. */
const STALE_MS = 60_000;

const kept = new Map<string, { alert: InboxAlert; bytes: number }>();
let keptBytes = 0;

/** Keeps alerts that are durable now, as far as there is room. */
export function keepFresh(rows: readonly AlertRow[]): void {
  for (const { alert, delivery } of rows) {
    const bytes = delivery.body.byteLength / delivery.alerts.length;
    if (keptBytes + bytes > MAX_BYTES) forgetStale();
    if (keptBytes + bytes > MAX_BYTES) return;
    const { workspaceId, connectionId, connection, receivedAt } = delivery;
    const { id, uid, title, severity, entityType, entityKey, entityName, source, initialDisposition, ruleId } = alert;
    const { techniques, time, details } = alert;
    kept.set(id, {
      alert: {
        ...{
          id,
          workspaceId,
          connectionId,
          connection,
          uid,
          title,
          severity,
          entityType,
          entityKey,
          entityName,
          source,
        },
        ...{ initialDisposition, ruleId, techniques, time: new Date(time), receivedAt, details },
      },
      bytes,
    });
    keptBytes += bytes;
  }
}

/** The alert, when it is still at hand. */
export function freshAlert(id: string): InboxAlert | undefined {
  return kept.get(id)?.alert;
}

/** The oldest lie in front. */
function forgetStale(): void {
  for (const [id, { alert }] of kept) {
    if (Date.now() - alert.receivedAt.getTime() < STALE_MS) return;
    forgetFresh([id]);
  }
}

/** Lets go of alerts that correlation has taken. */
export function forgetFresh(ids: Iterable<string>): void {
  for (const id of ids) {
    keptBytes -= kept.get(id)?.bytes ?? 0;
    kept.delete(id);
  }
}
