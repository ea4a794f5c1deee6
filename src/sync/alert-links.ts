/** Finds where an incident's alerts are kept, and links them. */
import { newId } from "../ids.ts";
import { appendAudit } from "../store/audit.ts";
import { transaction } from "../store/database.ts";
import type { OutboxRow } from "../store/sync.ts";
import { insertComment, type UnlinkedAlert, unlinkedAlerts, wasAudited } from "../store/sync-apply.ts";
import { insertLink } from "../store/sync-link.ts";
import type { SyncDeps } from "./deps.ts";
import { CALL_TIMEOUT_MS, keepsInStep, type SyncConnection } from "./outside.ts";
import { MAX_ALERT_LINKS } from "./settings.ts";

/**
 * Links the incident's alerts, up to {@link MAX_ALERT_LINKS}: each to the connection it came by when that one keeps alerts in step, else to the
 * oldest one that does and knows the alert. Throws what a system that could not be asked threw; asking again is safe.
 */
export async function linkAlerts(deps: SyncDeps, row: OutboxRow, connections: SyncConnection[]): Promise<void> {
  const siems = connections.filter((connection) => keepsInStep(connection, "alert"));
  if (siems.length === 0) return;
  const { alerts, linked } = await unlinkedAlerts(deps.database.system, row.incidentId, MAX_ALERT_LINKS + 1);
  const room = Math.max(0, MAX_ALERT_LINKS - linked);
  for (const alert of alerts.slice(0, room)) {
    const home = await homeOf(alert, siems);
    if (home === null) continue;
    await insertLink(deps.database.system, {
      id: newId(),
      workspaceId: row.workspaceId,
      incidentId: row.incidentId,
      connectionId: home.id,
      kind: "alert",
      externalId: alert.uid,
    });
  }
  if (alerts.length > room) await sayCapped(deps, row);
}

async function homeOf(alert: UnlinkedAlert, siems: SyncConnection[]): Promise<SyncConnection | null> {
  const own = siems.filter((siem) => siem.id === alert.connectionId);
  for (const siem of [...own, ...siems.filter((one) => one.id !== alert.connectionId)]) {
    const seen = await siem.call(
      "siem.get-alert",
      { id: alert.uid },
      { idempotencyKey: `sync:find:${alert.uid}`, timeoutMs: CALL_TIMEOUT_MS },
    );
    if (seen.found === true) return siem;
  }
  return null;
}

/** Once an incident. */
async function sayCapped(deps: SyncDeps, { workspaceId, incidentId }: OutboxRow): Promise<void> {
  await transaction(deps.database.system, async (client) => {
    if (await wasAudited(client, workspaceId, incidentId, "sync-capped")) return;
    const body = `The first ${MAX_ALERT_LINKS} alerts of this incident are kept in step where they came from; the others are not.`;
    await appendAudit(client, [
      {
        workspaceId,
        actor: "system",
        action: "sync-capped",
        subjectType: "incident",
        subjectId: incidentId,
        details: { cap: MAX_ALERT_LINKS },
      },
    ]);
    await insertComment(client, {
      id: newId(),
      workspaceId,
      incidentId,
      author: "system",
      body,
      linkId: null,
      externalId: null,
    });
  });
}
