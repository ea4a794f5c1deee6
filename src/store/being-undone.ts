/** What is being undone at this moment: by the ledger for a lease that ends, or by a run whose step undoes what no lease holds. */
import type { Client } from "./database.ts";
import { pgJson } from "./json.ts";

/** Something that is about to be tried: on what, how, and by every key that its entity goes by. */
export interface Acting {
  workspaceId: string;
  /** By name: one that was added anew under it is the same. */
  connection: string;
  capability: string;
  entityType: string;
  keys: string[];
}

/** A containment, and what undoes it. */
export interface Containing extends Acting {
  reversal: string | null;
}

/**
 * Until when the call of an effect may take hold though nobody listens any more: for as long as its answer would have been waited for, and for what the
 * product had taken by then.
 */
export const MAY_COME = (effect: string) =>
  `${effect}.tried_at + make_interval(secs => ${effect}.answer_seconds) > now() - interval '1 minute'`;

/**
 * Of which of these something is being undone at this moment: their places in the list. The leases of the others cannot be claimed until the caller's
 * transaction ends, and nobody waits for a lock: a lease that somebody else is changing counts as being undone. `beside`: keys of effects that are asked for
 * in the same transaction, and are no reason to wait.
 *
 * What a run undoes is seen for as long as somebody has the run in hand. When the run ended under it, for as long as its call may still come.
 */
export async function beingUndone(
  client: Client,
  containing: readonly Containing[],
  beside: readonly string[],
): Promise<Set<number>> {
  if (containing.length === 0) return new Set();
  const result = await client.query<{ place: number }>({
    name: "being-undone",
    text: `WITH asked AS (
        SELECT * FROM json_to_recordset($1::json) AS r(place int, "workspaceId" uuid, connection text, capability text, reversal text, "entityType" text, keys text[])
      ), same AS (
        -- OFFSET: looked up for each of the few that are asked about; the planner would rather read all leases in force.
        SELECT a.place, l.id FROM asked a, LATERAL (
          SELECT id, entity_type, capability, connection FROM leases
          WHERE workspace_id = a."workspaceId" AND status IN ('active', 'releasing') AND (entity_key = ANY (a.keys) OR target = ANY (a.keys)) OFFSET 0
        ) l WHERE l.entity_type = a."entityType" AND l.capability = a.capability AND l.connection = a.connection
      ), free AS (
        SELECT id FROM leases WHERE id IN (SELECT id FROM same) AND claimed_by IS NULL FOR SHARE SKIP LOCKED
      )
      SELECT place FROM same WHERE id NOT IN (SELECT id FROM free)
      UNION SELECT a.place FROM asked a, LATERAL (
        SELECT capability, entity_type, connection, run_id, idempotency_key, ${MAY_COME("effects")} AS "mayCome" FROM effects
        WHERE workspace_id = a."workspaceId" AND entity_key = ANY (a.keys) AND effect_class = 'recover' AND run_id IS NOT NULL AND status = 'intended' OFFSET 0
      ) u JOIN runs r ON r.id = u.run_id
      WHERE u.capability = a.reversal AND u.entity_type = a."entityType" AND u.connection = a.connection AND u.idempotency_key <> ALL ($2::text[])
        AND CASE WHEN r.status IN ('ready', 'running', 'waiting') THEN r.owner IS NOT NULL ELSE u."mayCome" END`,
    values: [pgJson(containing.map((one, place) => ({ ...one, place }))), beside],
  });
  return new Set(result.rows.map(({ place }) => place));
}
