/** Everything that is suggested and learned, one row of each. */
import { newId } from "../../src/ids.ts";
import type { Client } from "../../src/store/database.ts";

export async function seedProposals(
  client: Client,
  workspaceId: string,
  { proposal, incident, kept }: { proposal: string; incident: string; kept: string },
): Promise<void> {
  await client.query(
    `INSERT INTO proposals (id, workspace_id, kind, incident_id, content, author, by) VALUES ($1, $2, 'disposition', $3, '{"kind":"disposition","disposition":"benign"}', 'triage:1', 'system')`,
    [proposal, workspaceId, incident],
  );
  await client.query(
    "INSERT INTO kept_from_models (id, workspace_id, kind, incident_id, prompts, reason, kept_by) VALUES ($1, $2, 'incident', $3, true, 'r', 'system')",
    [kept, workspaceId, incident],
  );
  await client.query(
    `INSERT INTO model_settings (workspace_id, settings, changed_by) VALUES ($1, '{"provider":"openai-compatible","model":"seeded","baseUrl":"http://127.0.0.1:9/v1"}', 'system')`,
    [workspaceId],
  );
  await client.query(
    "INSERT INTO model_calls (id, workspace_id, kind, incident_id, model, by, input_tokens, output_tokens, cost_millionths) VALUES ($1, $2, 'summary', $3, 'seeded', 'system', 0, 0, 0)",
    [newId(), workspaceId, incident],
  );
  const model = newId();
  const figures = {
    ...{
      learned: 0,
      calibrated: 0,
      tried: 0,
      auc: null,
      calibrationErrorBefore: 0,
      calibrationErrorAfter: 0,
      brier: 0,
    },
    precision: { asked: 0.99, decided: 0, right: 0, low: 0, high: 1 },
    shareDecided: 0,
    baselines: {
      majority: { accuracy: 0, shareDecided: 0, right: 0, decided: 0 },
      perRule: { accuracy: 0, shareDecided: 0, right: 0, decided: 0 },
    },
    reliability: { before: [], after: [] },
  };
  const now = new Date().toISOString();
  await client.query(
    `INSERT INTO triage_models (id, workspace_id, number, created_by, hash, training_hash, training, figures, bias, weights, known, parts, retired_at, retired_by)
     VALUES ($1, $2, 1, 'system', 'h', 'h', $3, $4, 0, '', '', '{}', now(), 'system')`,
    [model, workspaceId, { incidents: 0, from: now, to: now, since: now, heldToo: false, precision: 0.99 }, figures],
  );
  await client.query(
    "INSERT INTO triage_scores (incident_id, model_id, workspace_id, probability) VALUES ($1, $2, $3, 0.5)",
    [incident, model, workspaceId],
  );
}
