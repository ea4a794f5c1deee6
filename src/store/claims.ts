/** What a worker has taken up beside runs and leases: words to other systems, looks at them, questions to people. */
import type { Queryable } from "./database.ts";

/** Frees everything that this worker has taken up, due at once. A worker that lives after all does no harm: links are fenced, and words have keys. */
export async function freeClaims(client: Queryable, worker: string): Promise<void> {
  await client.query(
    `WITH changes AS (
       UPDATE sync_outbox SET claimed_by = NULL, next_attempt_at = now() WHERE claimed_by = $1 AND done_at IS NULL
     ), notices AS (
       UPDATE approval_notices SET claimed_by = NULL, next_attempt_at = now() WHERE claimed_by = $1 AND status = 'due'
     )
     UPDATE sync_links SET claimed_by = NULL, claimed_until = '-infinity', next_poll_at = now() WHERE claimed_by = $1`,
    [worker],
  );
}

/** Frees changes that are still in `worker`'s hands by the table, due at once. */
export async function freeChanges(client: Queryable, worker: string, ids: readonly number[]): Promise<void> {
  await client.query(
    "UPDATE sync_outbox SET claimed_by = NULL, next_attempt_at = now() WHERE id = ANY ($2::bigint[]) AND claimed_by = $1 AND done_at IS NULL",
    [worker, ids],
  );
}

/** Frees links whose claim is still this one. */
export async function freeLinks(client: Queryable, links: readonly { id: string; claim: number }[]): Promise<void> {
  await client.query(
    `UPDATE sync_links l SET claimed_by = NULL, claimed_until = '-infinity', next_poll_at = now()
     FROM unnest($1::uuid[], $2::int[]) AS o(id, claim) WHERE l.id = o.id AND l.claim = o.claim`,
    [links.map(({ id }) => id), links.map(({ claim }) => claim)],
  );
}

/** Frees notices that are still in `worker`'s hands by the table, due at once. */
export async function freeNotices(client: Queryable, worker: string, ids: readonly string[]): Promise<void> {
  await client.query(
    "UPDATE approval_notices SET claimed_by = NULL, next_attempt_at = now() WHERE id = ANY ($2::uuid[]) AND claimed_by = $1 AND status = 'due'",
    [worker, ids],
  );
}
