/** Raising an incident to a group with more authority: a person's word, like an edit. */
import { appendAudit } from "./audit.ts";
import type { Client } from "./database.ts";

/** Puts the incident before `to`, with the reason, within the caller's transaction; what it was escalated to before stays listed. */
export async function escalateIncident(
  client: Client,
  workspaceId: string,
  id: string,
  { to, reason, by }: { to: string; reason: string; by: string },
): Promise<void> {
  await client.query(
    `UPDATE incidents SET queue = $3, handoff_reason = $4,
       escalations = escalations || jsonb_build_array(jsonb_build_object('to', $3::text, 'reason', $4::text, 'before', jsonb_build_object('queue', queue, 'reason', handoff_reason))),
       acknowledged_at = COALESCE(acknowledged_at, now()), revision = revision + 1
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, id, to, reason],
  );
  await appendAudit(client, [
    {
      ...{ workspaceId, actor: by, action: "incident-escalated", subjectType: "incident", subjectId: id },
      details: { to, reason },
    },
  ]);
}

/**
 * Takes the last escalation back: the incident is in the queue that it was in before. False when there is none that people made, or when the
 * incident has gone on to another queue since.
 */
export async function takeBackEscalation(
  client: Client,
  workspaceId: string,
  id: string,
  by: string,
): Promise<boolean> {
  const { rows } = await client.query<{ to: string; queue: string | null }>(
    `UPDATE incidents i SET queue = last.entry->'before'->>'queue', handoff_reason = last.entry->'before'->>'reason', escalations = i.escalations - -1, revision = revision + 1
     FROM (SELECT id, escalations->-1 AS entry FROM incidents WHERE workspace_id = $1 AND id = $2 FOR UPDATE) last
     WHERE i.workspace_id = $1 AND i.id = last.id AND last.entry ? 'before' AND i.queue = last.entry->>'to'
     RETURNING last.entry->>'to' AS "to", i.queue`,
    [workspaceId, id],
  );
  const [row] = rows;
  if (row === undefined) return false;
  const subject = { subjectType: "incident", subjectId: id, details: { to: row.to, back: row.queue } };
  await appendAudit(client, [{ workspaceId, actor: by, action: "incident-escalation-undone", ...subject }]);
  return true;
}
