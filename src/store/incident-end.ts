/** How a run leaves its incident. A person's own word on the incident is never overwritten by a run. */
import type { Client } from "./database.ts";
import { pgJson } from "./json.ts";

export interface IncidentEnding {
  incidentId: string;
  workspaceId: string;
  actor: string;
  /** `handoff` gives it to people; `end` says what it turned out to be. */
  kind: "end" | "handoff";
  status: "resolved" | "closed" | "in-progress";
  disposition: string | null;
  reason: string;
  queue: string | null;
  questions: string[];
}

const END = `
WITH input AS (
  SELECT * FROM json_to_recordset($1::json) AS r("incidentId" uuid, "workspaceId" uuid, actor text, kind text, status text, disposition text, reason text, queue text, questions jsonb)
), moved AS (
  UPDATE incidents n SET status = i.status, disposition = COALESCE(i.disposition, n.disposition),
    disposition_reason = CASE WHEN i.disposition IS NULL THEN n.disposition_reason ELSE i.reason END,
    queue = COALESCE(i.queue, n.queue), handoff_reason = CASE WHEN i.kind = 'handoff' THEN i.reason ELSE n.handoff_reason END,
    handoff_questions = CASE WHEN i.kind = 'handoff' THEN ARRAY(SELECT jsonb_array_elements_text(i.questions)) ELSE n.handoff_questions END,
    resolved_at = CASE WHEN i.status IN ('resolved', 'closed') THEN now() END, closed_at = CASE WHEN i.status = 'closed' THEN now() END,
    revision = n.revision + 1
  FROM input i WHERE n.id = i."incidentId" AND n.id = ANY ($2::uuid[]) AND n.status <> ALL ($3::text[])
  RETURNING n.id
), queued AS (
  INSERT INTO sync_outbox (workspace_id, incident_id, change)
  SELECT "workspaceId", id, jsonb_strip_nulls(jsonb_build_object('kind', CASE WHEN i.kind = 'handoff' THEN 'handed-over' ELSE 'ended' END, 'status', i.status, 'disposition', i.disposition, 'comment', i.reason))
  FROM input i JOIN moved ON moved.id = i."incidentId"
  -- Only where somebody is listening, or will be: a link that is made later is brought up to date when it is made.
  WHERE i."incidentId" = ANY (ARRAY(
    SELECT incident_id FROM sync_links WHERE incident_id = ANY ($2::uuid[])
    UNION ALL SELECT incident_id FROM sync_outbox WHERE incident_id = ANY ($2::uuid[]) AND done_at IS NULL))
)
INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, details)
SELECT "workspaceId", actor, CASE WHEN i.kind = 'handoff' THEN 'incident-handed-over' ELSE 'incident-' || i.status END, 'incident', "incidentId"::text,
  jsonb_strip_nulls(jsonb_build_object('disposition', disposition, 'reason', reason, 'queue', queue))
FROM input i JOIN moved ON moved.id = i."incidentId"`;

/** Given as a parameter, so that the incidents are found by their keys and not among all that are open. */
const OVER = ["resolved", "closed"];

/** Moves incidents to how their runs ended, with audit and the word to other systems. */
export async function endIncidents(client: Client, endings: IncidentEnding[]): Promise<void> {
  await client.query({
    name: "end-incidents",
    text: END,
    values: [pgJson(endings), endings.map(({ incidentId }) => incidentId), OVER],
  });
}
