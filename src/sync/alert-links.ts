/** Finds where an incident's alerts are kept, and links them. */
import { toErrorJson } from "../errors.ts";
import { newId } from "../ids.ts";
import { appendAudit } from "../store/audit.ts";
import { transaction } from "../store/database.ts";
import { type OutboxRow, queueChange } from "../store/sync.ts";
import { insertComment, type UnlinkedAlert, unlinkedAlerts, wasAudited } from "../store/sync-apply.ts";
import { insertLink } from "../store/sync-link.ts";
import type { SyncDeps } from "./deps.ts";
import { CALL_TIMEOUT_MS, keepsInStep, type SyncConnection } from "./outside.ts";
import { LOOK_AGAIN_MS, MAX_ALERT_LINKS } from "./settings.ts";

/** Links the alerts of the incident, and looks again later for those that were not found or could not be asked for. */
export async function linkAlerts(deps: SyncDeps, row: OutboxRow): Promise<void> {
  const siems = (await deps.connections(row.workspaceId)).filter((connection) => keepsInStep(connection, "alert"));
  if (siems.length === 0) return;
  const { workspaceId, incidentId } = row;
  const looks = row.change.looks ?? 0;
  const dueInMs = LOOK_AGAIN_MS[looks];
  try {
    if ((await linkFound(deps, row, siems)) === 0) return;
  } catch (error) {
    if (dueInMs === undefined) await sayNotLinked(deps, row, error);
  }
  if (dueInMs !== undefined)
    await queueChange(deps.database.system, {
      workspaceId,
      incidentId,
      change: { kind: "joined", looks: looks + 1 },
      dueInMs,
    });
}

/**
 * Up to {@link MAX_ALERT_LINKS}: each alert to the connection it came by when that one keeps alerts in step, else to the oldest one that does and
 * knows the alert. Answers how many were not found. Throws what a system that could not be asked threw.
 */
async function linkFound(deps: SyncDeps, row: OutboxRow, siems: SyncConnection[]): Promise<number> {
  const { workspaceId, incidentId } = row;
  const { alerts, linked } = await unlinkedAlerts(deps.database.system, incidentId, MAX_ALERT_LINKS + 1);
  const room = Math.max(0, MAX_ALERT_LINKS - linked);
  let missing = 0;
  for (const alert of alerts.slice(0, room)) {
    const home = await homeOf(alert, siems);
    if (home === null) missing += 1;
    else
      await insertLink(deps.database.system, {
        id: newId(),
        workspaceId,
        incidentId,
        connectionId: home.id,
        kind: "alert",
        externalId: alert.uid,
      });
  }
  if (alerts.length > room && missing === 0) await sayCapped(deps, row);
  return missing;
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

async function sayNotLinked(deps: SyncDeps, { workspaceId, incidentId }: OutboxRow, error: unknown): Promise<void> {
  const json = toErrorJson(error);
  deps.log.error(
    { incident: incidentId, error: json },
    "the alerts of an incident could not be looked for; they are not kept in step",
  );
  const details = { kind: "opened", error: json };
  await appendAudit(deps.database.system, [
    { workspaceId, actor: "system", action: "sync-failed", subjectType: "incident", subjectId: incidentId, details },
  ]);
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
