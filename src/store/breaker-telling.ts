/** Word in chat of breakers that opened: said once, by whichever process comes first. */
import type { Pool } from "./database.ts";

export interface UntoldBreaker {
  id: string;
  workspaceId: string;
  playbook: string;
  reason: string;
}

/** Takes breakers that nobody was told of; each is taken again only after two minutes. */
export async function claimUntold(pool: Pool, limit: number): Promise<UntoldBreaker[]> {
  const result = await pool.query<UntoldBreaker>(
    `UPDATE breakers SET next_telling_at = now() + interval '2 minutes' WHERE id = ANY (ARRAY(
       SELECT id FROM breakers WHERE told_at IS NULL AND reset_at IS NULL AND next_telling_at <= now() ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
     RETURNING id, workspace_id AS "workspaceId", playbook, reason`,
    [limit],
  );
  return result.rows;
}

/** It was said, or there is nowhere to say it. */
export async function noteTold(pool: Pool, id: string): Promise<void> {
  await pool.query("UPDATE breakers SET told_at = now() WHERE id = $1", [id]);
}

/** It was not said after all; it is taken again when its time comes. */
export async function noteUntold(pool: Pool, id: string): Promise<void> {
  await pool.query("UPDATE breakers SET told_at = NULL WHERE id = $1", [id]);
}
