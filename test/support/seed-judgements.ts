/** Everything that judging leaves behind, one row of each. */
import { newId } from "../../src/ids.ts";
import type { Client } from "../../src/store/database.ts";

/** What gets the routes of judgements past their contracts. */
export const JUDGED_BODIES: Readonly<Record<string, unknown>> = {
  "/v1/access-reviews/{id}/answers": {
    answers: [{ kind: "person", subject: "ada", answer: "keep", reason: "r" }],
  },
  "/v1/decisions/{id}/renew": { until: new Date(Date.now() + 3_600_000).toISOString(), reason: "r" },
  "/v1/decisions/{id}/revoke": { reason: "r" },
  "/v1/decisions/{id}/review": { text: "t" },
};

export async function seedJudgements(
  client: Client,
  workspaceId: string,
  { decision, incident, review }: { decision: string; incident: string; review: string },
): Promise<void> {
  await client.query(
    "INSERT INTO decisions (id, workspace_id, kind, what, why, by, words) VALUES ($1, $2, 'lesson', 'w', 'y', 'system', '')",
    [decision, workspaceId],
  );
  await client.query(
    "INSERT INTO access_rows (review_id, workspace_id, kind, subject, holder, roles, note, since) VALUES ($1, $2, 'person', 'ada', 'ada', '{}', 'n', now())",
    [review, workspaceId],
  );
  const reminder = newId();
  await client.query(
    "INSERT INTO reminders (id, workspace_id, subject_type, subject_id, step, text) VALUES ($1, $2, 'decision', $3, 's', 't')",
    [reminder, workspaceId, decision],
  );
  await client.query(
    "INSERT INTO reminder_notices (id, workspace_id, reminder_id, connection, address) VALUES ($1, $2, $3, 'c', '')",
    [newId(), workspaceId, reminder],
  );
  await client.query("INSERT INTO autonomy_settings VALUES ($1, '{}')", [workspaceId]);
  await client.query("INSERT INTO autonomy_stages VALUES ($1, 't', 'p', 'ask')", [workspaceId]);
  await client.query("INSERT INTO autonomy_observations VALUES ($1, 'run', $2, 't', 'p', $3, true, true, 'x', now())", [
    workspaceId,
    newId(),
    incident,
  ]);
}
