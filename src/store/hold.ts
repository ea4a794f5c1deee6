/** Legal holds: what they cover stays, whatever its age, until they are released or expire. */
import { newId } from "../ids.ts";
import type { HoldTarget } from "../model/retention.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

const SELECT = `SELECT h.id, h.kind, h.incident_id AS "incidentId", h.entity_type AS "entityType", h.entity_key AS "entityKey", h.range_from AS "from", h.range_to AS "to",
  h.reason, h.placed_by AS "placedBy", h.placed_at AS "placedAt", h.expires_at AS "expiresAt", h.released_at AS "releasedAt", h.released_by AS "releasedBy",
  h.release_reason AS "releaseReason" FROM holds h`;

/** One page of a workspace's holds, newest first; those in force only, unless all are wanted. */
export function listHolds(
  client: Queryable,
  workspaceId: string,
  { all }: { all: boolean },
  page: Page,
): Promise<Paged<{ id: string }>> {
  const inForce = "h.released_at IS NULL AND (h.expires_at IS NULL OR h.expires_at > now())";
  const conditions = [["h.workspace_id = ?", workspaceId] as const, ...(all ? [] : [[inForce] as const])];
  return selectPage(client, SELECT, conditions, page, "h.id");
}

/** Places a hold, in force from now on; answers it. */
export async function placeHold(
  client: Client,
  workspaceId: string,
  { target, reason, expiresAt, by }: { target: HoldTarget; reason: string; expiresAt: string | null; by: string },
): Promise<unknown> {
  const id = newId();
  const { kind, incidentId, entityType, entityKey, from, to } = { ...NOWHERE, ...target };
  await client.query(
    `INSERT INTO holds (id, workspace_id, kind, incident_id, entity_type, entity_key, range_from, range_to, reason, placed_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, workspaceId, kind, incidentId, entityType, entityKey, from, to, reason, by, expiresAt],
  );
  const subject = { subjectType: "hold", subjectId: id, details: { ...target, reason, expiresAt } };
  await appendAudit(client, [{ workspaceId, actor: by, action: "hold-placed", ...subject }]);
  return readHold(client, workspaceId, id);
}

const NOWHERE = { incidentId: null, entityType: null, entityKey: null, from: null, to: null };

/** Ends a hold; null when there is none of that id that was not released already. */
export async function releaseHold(
  client: Client,
  workspaceId: string,
  id: string,
  { reason, by }: { reason: string; by: string },
): Promise<unknown> {
  const released = await client.query(
    "UPDATE holds SET released_at = now(), released_by = $3, release_reason = $4 WHERE workspace_id = $1 AND id = $2 AND released_at IS NULL",
    [workspaceId, id, by, reason],
  );
  if (released.rowCount === 0) return null;
  const subject = { subjectType: "hold", subjectId: id, details: { reason } };
  await appendAudit(client, [{ workspaceId, actor: by, action: "hold-released", ...subject }]);
  return readHold(client, workspaceId, id);
}

async function readHold(client: Client, workspaceId: string, id: string): Promise<unknown> {
  return (await client.query(`${SELECT} WHERE h.workspace_id = $1 AND h.id = $2`, [workspaceId, id])).rows[0];
}
