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
    `UPDATE incidents SET queue = $3, handoff_reason = $4, escalations = escalations || jsonb_build_array(jsonb_build_object('to', $3::text, 'reason', $4::text)),
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
