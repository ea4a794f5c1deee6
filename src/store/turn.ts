/** Turns: what contains a thing and what undoes the same are not let through by two transactions at once, in whatever process each is. */
import type { Client } from "./database.ts";
import { pgJson } from "./json.ts";

/** Something that is about to be let through. */
export interface Turn {
  workspaceId: string;
  /** By name: one that was added anew under it is the same. */
  connection: string;
  /** Every key that its entity goes by. */
  keys: string[];
  /** With nobody beside it, as what undoes; what contains may have others beside it that contain. */
  alone: boolean;
}

/**
 * Takes turns until the transaction ends, and answers the places of those that could not be had; nobody waits. Whoever has a turn sees in its next statement
 * what those wrote that had it before: a lock is let go of after its transaction can be seen.
 */
export async function takeTurns(client: Client, turns: readonly Turn[]): Promise<Set<number>> {
  if (turns.length === 0) return new Set();
  const names = turns.flatMap(({ workspaceId, connection, keys, alone }, place) =>
    keys.map((key) => ({ place, name: `${workspaceId} ${connection} ${key}`, alone })),
  );
  const result = await client.query<{ place: number }>({
    name: "take-turns",
    text: `SELECT DISTINCT place FROM json_to_recordset($1::json) AS r(place int, name text, alone boolean)
      WHERE NOT CASE WHEN alone THEN pg_try_advisory_xact_lock(hashtextextended(name, 69)) ELSE pg_try_advisory_xact_lock_shared(hashtextextended(name, 69)) END`,
    values: [pgJson(names)],
  });
  return new Set(result.rows.map(({ place }) => place));
}
