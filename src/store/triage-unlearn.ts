/** What happens to a triage model that has learned from what nobody may learn from any more. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";

/**
 * Takes every model out of force that has learned from an incident that an admin keeps from models or that only some may know of, `incidentId` among them, and takes
 * back what they propose that nobody has answered. Where the one in force is among them another is wanted, of what is left. Answers their numbers.
 */
export async function stopTaughtModels(
  client: Client,
  workspaceId: string,
  { incidentId, reason, by }: { incidentId: string | null; reason: string; by: string },
): Promise<number[]> {
  const stopped = await client.query<{ number: number; newest: boolean }>(
    `UPDATE triage_models m SET retired_at = now(), retired_by = $3, retired_reason = $4, successor = CASE WHEN m.number = newest.number THEN 'wanted' END
     FROM (SELECT max(number) AS number FROM triage_models WHERE workspace_id = $1 AND retired_at IS NULL) newest
     WHERE m.workspace_id = $1 AND m.retired_at IS NULL AND ($2::uuid = ANY (m.learned) OR EXISTS (
       SELECT FROM unnest(m.learned) l(id) JOIN incidents i ON i.id = l.id
       WHERE i.workspace_id = $1 AND (is_kept_from_models($1, i.id, i.type_id, i.opened_at, false) OR EXISTS (SELECT FROM restrictions r WHERE r.workspace_id = $1 AND r.incident_id = i.id))))
     RETURNING m.number`,
    [workspaceId, incidentId, by, reason],
  );
  const numbers = stopped.rows.map(({ number }) => number).sort((a, b) => a - b);
  if (numbers.length === 0) return [];
  // Of several one is enough: that of the one that was in force last.
  await client.query(
    `UPDATE triage_models m SET successor = NULL WHERE workspace_id = $1 AND successor = 'wanted'
     AND EXISTS (SELECT FROM triage_models n WHERE n.workspace_id = $1 AND n.successor = 'wanted' AND n.retired_at > m.retired_at)`,
    [workspaceId],
  );
  const authors = numbers.map((number) => `triage:${number}`);
  const withdrawn = await client.query<{ author: string }>(
    `UPDATE proposals SET status = 'withdrawn', answer = $3, answered_by = 'system', answered_at = now()
     WHERE workspace_id = $1 AND author = ANY ($2) AND status = 'open' RETURNING author`,
    [workspaceId, authors, reason],
  );
  const entry = { workspaceId, actor: by, action: "triage-retired", subjectType: "triage-model" };
  await appendAudit(
    client,
    numbers.map((number) => ({
      ...entry,
      subjectId: String(number),
      details: { reason, withdrawn: withdrawn.rows.filter(({ author }) => author === `triage:${number}`).length },
    })),
  );
  return numbers;
}

/** A model that another is to be made for, and how it was trained. */
export interface WantedSuccessor {
  id: string;
  workspaceId: string;
  number: number;
  heldToo: boolean;
  precision: number;
  since: Date;
}

/** Takes up one successor that is wanted, so that no other process begins it for ten minutes; null when there is none. For the system role. */
export async function takeWantedSuccessor(client: Queryable, now: Date): Promise<WantedSuccessor | null> {
  const taken = await client.query<WantedSuccessor>(
    `UPDATE triage_models SET successor_begun_at = $1 WHERE id = (
       SELECT id FROM triage_models WHERE successor = 'wanted' AND (successor_begun_at IS NULL OR successor_begun_at < $1::timestamptz - interval '10 minutes')
       ORDER BY retired_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, workspace_id AS "workspaceId", number, (training->>'heldToo')::boolean AS "heldToo", (training->>'precision')::float8 AS precision,
       (training->>'since')::timestamptz AS since`,
    [now],
  );
  return taken.rows[0] ?? null;
}

/** Writes down what came of it; that there was too little left to learn from goes to the record. For the system role. */
export async function settleSuccessor(
  client: Client,
  { id, workspaceId, number }: WantedSuccessor,
  came: "made" | "too-few",
): Promise<void> {
  await client.query("UPDATE triage_models SET successor = $2 WHERE id = $1 AND successor = 'wanted'", [id, came]);
  if (came === "made") return;
  const entry = { workspaceId, actor: "system", action: "triage-not-trained", subjectType: "triage-model" };
  await appendAudit(client, [{ ...entry, subjectId: String(number), details: { reason: "too-few" } }]);
}
