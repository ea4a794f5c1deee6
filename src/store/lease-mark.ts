/** Whose a containment is that a product shows: the one that we made, or one that somebody made anew after undoing ours. */
import type { Whose } from "../model/effect.ts";
import type { Queryable } from "./database.ts";

/** A lease with what the product said of its containment when it began. */
export interface Marked {
  workspaceId: string;
  /** By name: one that was added anew under it is the same. */
  connection: string;
  capability: string;
  entityType: string;
  target: string;
  mark: string | null;
}

/** A lease as it is held at the product: what was contained there, by which arguments, and its mark. Null when there is none. */
export async function heldThere(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<(Marked & { args: Record<string, unknown> }) | null> {
  const found = await db.query<Marked & { args: Record<string, unknown> }>(
    `SELECT workspace_id AS "workspaceId", connection, capability, entity_type AS "entityType", target, args, mark
     FROM leases WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, id],
  );
  return found.rows[0] ?? null;
}

/** Whose it is by the mark that the product shows now. One that any lease of ours on the same began with is ours: a later containment may have taken the place of an earlier. */
export async function whoseIs(
  db: Queryable,
  { mark, workspaceId, connection, capability, entityType, target }: Marked,
  shown: string | undefined,
): Promise<Whose> {
  if (mark === null || shown === undefined) return "unknown";
  if (mark === shown) return "ours";
  const known = await db.query(
    "SELECT FROM leases WHERE workspace_id = $1 AND connection = $2 AND capability = $3 AND entity_type = $4 AND target = $5 AND mark = $6 LIMIT 1",
    [workspaceId, connection, capability, entityType, target, shown],
  );
  return known.rowCount === 0 ? "somebody-elses" : "ours";
}
