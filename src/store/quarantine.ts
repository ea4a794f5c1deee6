/** What could not be read: kept with the reason, replayable, never dropped. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { type KeptBody, unpackBody } from "./packed-body.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface QuarantineRow {
  id: string;
  connectionId: string;
  connection: string | null;
  deliveryId: string;
  position: number;
  code: string;
  reason: string;
  status: string;
  at: Date;
  replayedAt: Date | null;
}

const SELECT = `SELECT q.id, q.connection_id AS "connectionId", c.name AS connection, q.delivery_id AS "deliveryId", q.position, q.code, q.reason, q.status, q.at,
  q.replayed_at AS "replayedAt" FROM quarantine q LEFT JOIN connections c ON c.id = q.connection_id`;

/** One page of a workspace's quarantine, newest first. */
export function listQuarantine(
  client: Queryable,
  workspaceId: string,
  filter: { status?: string | undefined; connection?: string | undefined; code?: string | undefined },
  page: Page,
): Promise<Paged<QuarantineRow>> {
  return selectPage<QuarantineRow>(
    client,
    SELECT,
    [
      ["q.workspace_id = ?", workspaceId],
      ["q.status = ?", filter.status],
      ["c.name = ?", filter.connection],
      ["q.code = ?", filter.code],
    ],
    page,
    "q.id",
  );
}

/** One item; null when the workspace has none of that id. */
export async function readQuarantine(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<QuarantineRow | null> {
  const found = await client.query<QuarantineRow>(`${SELECT} WHERE q.workspace_id = $1 AND q.id = $2`, [
    workspaceId,
    id,
  ]);
  return found.rows[0] ?? null;
}

/** The whole delivery an item came in. */
export async function readDeliveryBody(
  client: Queryable,
  workspaceId: string,
  id: string,
): Promise<{ contentType: string; body: Buffer } | null> {
  const found = await client.query<{ contentType: string } & KeptBody>(
    `SELECT content_type AS "contentType", body, unpacked_bytes AS "unpackedBytes" FROM deliveries WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, id],
  );
  const row = found.rows[0];
  return row === undefined ? null : { contentType: row.contentType, body: unpackBody(row) };
}

/** Settles every held item of one message: it was read again, or a person gave it up. False when none was held any more. */
export async function settleQuarantine(
  client: Client,
  workspaceId: string,
  item: { id: string; deliveryId: string; position: number },
  how: { status: "replayed" | "discarded"; by: string; details: Record<string, unknown> },
): Promise<boolean> {
  const result = await client.query<{ id: string }>(
    `UPDATE quarantine SET status = $4, replayed_at = CASE WHEN $4 = 'replayed' THEN now() END
     WHERE workspace_id = $1 AND delivery_id = $2 AND position = $3 AND status = 'held' RETURNING id`,
    [workspaceId, item.deliveryId, item.position, how.status],
  );
  if (result.rows.length === 0) return false;
  await appendAudit(client, [
    {
      workspaceId,
      actor: how.by,
      action: `quarantine-${how.status}`,
      subjectType: "quarantine",
      subjectId: item.id,
      details: how.details,
    },
  ]);
  return true;
}
