/** Freezes: written by people, read by every process in the very transaction that would let an effect through. */
import { newId } from "../ids.ts";
import type { FreezeScope } from "../model/freeze.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface FreezeInForce {
  workspaceId: string;
  scope: FreezeScope;
  name: string;
  by: string;
  reason: string;
}

/** What is frozen for any of these workspaces. For the system role, which sees what was frozen for all of them. */
export async function freezesInForce(client: Queryable, workspaceIds: readonly string[]): Promise<FreezeInForce[]> {
  const result = await client.query<FreezeInForce>({
    name: "freezes-in-force",
    text: `SELECT workspace_id AS "workspaceId", scope, name, by, reason FROM freezes
      WHERE thawed_at IS NULL AND (workspace_id = ANY ($1::uuid[]) OR scope = 'everything') ORDER BY id`,
    values: [workspaceIds],
  });
  return result.rows;
}

export interface FreezeRow extends Omit<FreezeInForce, "workspaceId"> {
  id: string;
  at: Date;
  thawedBy: string | null;
  thawedAt: Date | null;
  thawReason: string | null;
}

const SELECT = `SELECT f.id, f.scope, f.name, f.reason, f.by, f.at, f.thawed_by AS "thawedBy", f.thawed_at AS "thawedAt", f.thaw_reason AS "thawReason" FROM freezes f`;

/** One page of a workspace's freezes, newest first; `inForce` leaves out those that were thawed. */
export function listFreezes(
  client: Queryable,
  workspaceId: string,
  filter: { inForce?: boolean | undefined },
  page: Page,
): Promise<Paged<FreezeRow>> {
  return selectPage<FreezeRow>(
    client,
    SELECT,
    [
      ["f.workspace_id = ?", workspaceId],
      ["(f.thawed_at IS NULL) = ?::boolean", filter.inForce],
    ],
    page,
    "f.id",
  );
}

/** What is frozen for all workspaces by another than this one: it holds here, and is not this one's to thaw. For the system role. */
export async function frozenElsewhere(client: Queryable, workspaceId: string): Promise<FreezeRow[]> {
  const found = await client.query<FreezeRow>(
    `${SELECT} WHERE f.scope = 'everything' AND f.thawed_at IS NULL AND f.workspace_id <> $1 ORDER BY f.id DESC`,
    [workspaceId],
  );
  return found.rows;
}

/** One of them; null when the workspace has none of that id. */
export async function readFreeze(client: Queryable, workspaceId: string, id: string): Promise<FreezeRow | null> {
  return (
    (await client.query<FreezeRow>(`${SELECT} WHERE f.workspace_id = $1 AND f.id = $2`, [workspaceId, id])).rows[0] ??
    null
  );
}

/** Freezes from the commit on; answers the id, also of one that is in force already. */
export async function freeze(
  client: Client,
  workspaceId: string,
  what: { scope: FreezeScope; name: string; reason: string; by: string },
): Promise<string> {
  const { scope, name, reason, by } = what;
  const made = await client.query<{ id: string }>(
    `INSERT INTO freezes (id, workspace_id, scope, name, reason, by) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (workspace_id, scope, name) WHERE thawed_at IS NULL DO NOTHING RETURNING id`,
    [newId(), workspaceId, scope, name, reason, by],
  );
  const id = made.rows[0]?.id;
  if (id === undefined) {
    const known = await client.query<{ id: string }>(
      "SELECT id FROM freezes WHERE workspace_id = $1 AND scope = $2 AND name = $3 AND thawed_at IS NULL",
      [workspaceId, scope, name],
    );
    return known.rows[0]!.id;
  }
  const details = { scope, name, reason };
  await appendAudit(client, [
    { workspaceId, actor: by, action: "frozen", subjectType: "freeze", subjectId: id, details },
  ]);
  return id;
}

/** Ends a freeze, and calls the runs that waited for it. False when it is thawed already. */
export async function thaw(
  client: Client,
  workspaceId: string,
  id: string,
  how: { reason: string; by: string },
): Promise<boolean> {
  const thawed = await client.query<{ scope: FreezeScope; name: string }>(
    `UPDATE freezes SET thawed_by = $3, thawed_at = now(), thaw_reason = $4 WHERE workspace_id = $1 AND id = $2 AND thawed_at IS NULL RETURNING scope, name`,
    [workspaceId, id, how.by, how.reason],
  );
  const what = thawed.rows[0];
  if (what === undefined) return false;
  const details = { ...what, reason: how.reason };
  await appendAudit(client, [
    { workspaceId, actor: how.by, action: "thawed", subjectType: "freeze", subjectId: id, details },
  ]);
  // Those that wait for something else look at the time, and go on waiting.
  await client.query(
    "UPDATE runs SET wake_at = now() WHERE workspace_id = $1 AND status = 'waiting' AND wake_at BETWEEN now() AND now() + interval '30 seconds'",
    [workspaceId],
  );
  await client.query(
    "UPDATE sync_outbox SET next_attempt_at = now() WHERE workspace_id = $1 AND held_at IS NOT NULL AND done_at IS NULL",
    [workspaceId],
  );
  return true;
}
