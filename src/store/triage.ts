/** Triage models and what they made of incidents. docs/triage.md is the page. */
import { newId } from "../ids.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Disposition } from "../model/scale.ts";
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";
import { firstIdSince } from "./figures.ts";
import { pgJson } from "./json.ts";

/** A model as it is kept; what its parts are is src/triage/model.ts's. */
export interface StoredModel {
  id: string;
  number: number;
  createdAt: Date;
  createdBy: string;
  hash: string;
  trainingHash: string;
  /** `since`: no incident was looked at that was opened before. */
  training: { incidents: number; from: string; to: string; since: string; heldToo: boolean; precision: number };
  figures: Record<string, unknown>;
  retiredAt: Date | null;
  retiredBy: string | null;
  /** Why, where it is because of what it learned from. */
  retiredReason: string | null;
  /** Whether another is made of what is left, where that is so. */
  successor: "wanted" | "made" | "too-few" | null;
}

export interface StoredWeights {
  bias: number;
  weights: Buffer;
  known: Buffer;
  parts: Record<string, unknown>;
}

const SUMMARY = `id, number, created_at AS "createdAt", created_by AS "createdBy", hash, training_hash AS "trainingHash", training, figures,
  retired_at AS "retiredAt", retired_by AS "retiredBy", retired_reason AS "retiredReason", successor`;

/** What people said in the end, oldest first: the newest `limit` incidents that are over and that a person gave one of these dispositions. */
const ANSWERS = `SELECT * FROM (
  SELECT i.id, i.opened_at AS "openedAt", i.disposition, f.facts FROM incidents i JOIN incident_facts f ON f.incident_id = i.id
  WHERE i.workspace_id = $1 AND i.status IN ('resolved', 'closed') AND i.merged_into IS NULL AND i.disposition = ANY ($2::text[]) AND i.id >= $4
    AND EXISTS (SELECT FROM audit a WHERE a.workspace_id = $1 AND a.subject_type = 'incident' AND a.subject_id = i.id::text
      AND (a.actor LIKE 'token:%' OR a.actor LIKE 'person:%') AND a.details ? 'disposition')
    AND NOT EXISTS (SELECT FROM restrictions r WHERE r.workspace_id = $1 AND r.incident_id = i.id)
    AND NOT is_kept_from_models($1, i.id, i.type_id, i.opened_at, false)
    AND ($5 OR NOT (held_whole($1, i.opened_at) OR EXISTS (SELECT FROM holds_now h WHERE h.workspace_id = $1 AND (h.incident_id = i.id
      OR (h.kind = 'entity' AND f.facts->'entities' @> jsonb_build_array(jsonb_build_object('type', h.entity_type, 'key', h.entity_key)))))))
  ORDER BY i.id DESC LIMIT $3) newest ORDER BY id`;

export interface AnsweredIncident {
  id: string;
  openedAt: Date;
  disposition: Disposition;
  facts: IncidentFacts;
}

/** The incidents to learn from: never one that only some may know of, as a model speaks to everybody, nor one that an admin keeps from models. Without `heldToo` none that a legal hold covers is among them. */
export async function answeredIncidents(
  client: Queryable,
  workspaceId: string,
  { labels, limit, since, heldToo }: { labels: readonly string[]; limit: number; since: Date; heldToo: boolean },
): Promise<AnsweredIncident[]> {
  const values = [workspaceId, labels, limit, firstIdSince(since), heldToo];
  return (await client.query<AnsweredIncident>(ANSWERS, values)).rows;
}

export interface NewModel extends Pick<StoredModel, "hash" | "trainingHash" | "training" | "figures">, StoredWeights {
  /** The incidents that it learned from. */
  learned: readonly string[];
  by: string;
}

/** Keeps a model; from now on it is the one in force. Answers its number. */
export async function keepModel(client: Client, workspaceId: string, model: NewModel): Promise<number> {
  const { hash, trainingHash, training, figures, bias, weights, known, parts, learned, by } = model;
  // One at a time in a workspace, so that no two get the same number.
  await client.query("SELECT FROM workspaces WHERE id = $1 FOR UPDATE", [workspaceId]);
  const result = await client.query<{ number: number }>(
    `INSERT INTO triage_models (id, workspace_id, number, created_by, hash, training_hash, training, figures, bias, weights, known, parts, learned)
     SELECT $1, $2, COALESCE(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM triage_models WHERE workspace_id = $2 RETURNING number`,
    [
      ...[newId(), workspaceId, by, hash, trainingHash, pgJson(training), pgJson(figures)],
      ...[bias, weights, known, pgJson(parts), learned],
    ],
  );
  const { number } = result.rows[0]!;
  await client.query("UPDATE triage_models SET successor = 'made' WHERE workspace_id = $1 AND successor IS NOT NULL", [
    workspaceId,
  ]);
  const entry = { workspaceId, actor: by, action: "triage-trained", subjectType: "triage-model" };
  await appendAudit(client, [{ ...entry, subjectId: String(number), details: { hash, trainingHash, ...training } }]);
  return number;
}

/** A workspace's models, newest first: at most 100. */
export async function listModels(client: Queryable, workspaceId: string): Promise<StoredModel[]> {
  const text = `SELECT ${SUMMARY} FROM triage_models WHERE workspace_id = $1 ORDER BY number DESC LIMIT 100`;
  return (await client.query<StoredModel>(text, [workspaceId])).rows;
}

/** A model with its weights: that of the number, or without one the one in force, the newest that is not retired. Null when there is none. */
export async function readModel(
  client: Queryable,
  workspaceId: string,
  number: number | null,
): Promise<(StoredModel & StoredWeights) | null> {
  const which = number === null ? "retired_at IS NULL" : "number = $2::int";
  const result = await client.query<StoredModel & StoredWeights>(
    `SELECT ${SUMMARY}, bias, weights, known, parts FROM triage_models WHERE workspace_id = $1 AND ${which} ORDER BY number DESC LIMIT 1`,
    number === null ? [workspaceId] : [workspaceId, number],
  );
  return result.rows[0] ?? null;
}

/** Takes a model out of force. False when there is none of that number that was not retired. */
export async function retireModel(client: Client, workspaceId: string, number: number, by: string): Promise<boolean> {
  const result = await client.query(
    "UPDATE triage_models SET retired_at = now(), retired_by = $3 WHERE workspace_id = $1 AND number = $2 AND retired_at IS NULL",
    [workspaceId, number, by],
  );
  if (result.rowCount === 0) return false;
  const entry = { workspaceId, actor: by, action: "triage-retired", subjectType: "triage-model" };
  await appendAudit(client, [{ ...entry, subjectId: String(number) }]);
  return true;
}

export interface ModelInForce {
  workspaceId: string;
  modelId: string;
  number: number;
}

/** The workspaces with a model in force, and which it is. */
export async function modelsInForce(client: Queryable): Promise<ModelInForce[]> {
  const result = await client.query<ModelInForce>(
    `SELECT DISTINCT ON (workspace_id) workspace_id AS "workspaceId", id AS "modelId", number FROM triage_models WHERE retired_at IS NULL
     ORDER BY workspace_id, number DESC`,
  );
  return result.rows;
}

export interface UnscoredIncident {
  id: string;
  type: string;
  facts: IncidentFacts;
  alert: string | null;
}

/** Whether a model still is in force; it stays so to the end of the transaction. */
export async function isStillInForce(client: Client, workspaceId: string, modelId: string): Promise<boolean> {
  const text = "SELECT FROM triage_models WHERE workspace_id = $1 AND id = $2 AND retired_at IS NULL FOR SHARE";
  return (await client.query(text, [workspaceId, modelId])).rowCount === 1;
}

/** Open incidents since then that nobody gave a disposition yet and this model has not scored, oldest first. Locked, so that two processes share them. */
export async function unscoredIncidents(
  client: Client,
  workspaceId: string,
  { modelId, since, limit }: { modelId: string; since: Date; limit: number },
): Promise<UnscoredIncident[]> {
  const result = await client.query<UnscoredIncident>(
    `SELECT i.id, i.type_id AS type, f.facts, (SELECT l.alert_id FROM incident_alerts l WHERE l.incident_id = i.id ORDER BY l.alert_id LIMIT 1) AS alert
     FROM incidents i JOIN incident_facts f ON f.incident_id = i.id
     WHERE i.workspace_id = $1 AND i.id >= $3 AND i.status NOT IN ('resolved', 'closed') AND i.disposition IN (i.initial_disposition, 'unknown')
       AND NOT EXISTS (SELECT FROM triage_scores s WHERE s.incident_id = i.id AND s.model_id = $2)
     ORDER BY i.id LIMIT $4 FOR UPDATE OF i SKIP LOCKED`,
    [workspaceId, modelId, firstIdSince(since), limit],
  );
  return result.rows;
}

export interface NewScore {
  incidentId: string;
  probability: number;
  disposition: Disposition | null;
}

/** Writes scores down; answers the incidents that had none of this model, which another process may have been faster with. */
export async function writeScores(
  client: Client,
  workspaceId: string,
  modelId: string,
  scores: NewScore[],
): Promise<Set<string>> {
  const written = await client.query<{ id: string }>(
    `INSERT INTO triage_scores (incident_id, model_id, workspace_id, probability, disposition)
     SELECT r."incidentId", $2, $1, r.probability, r.disposition
     FROM json_to_recordset($3::json) AS r("incidentId" uuid, probability float8, disposition text) ON CONFLICT DO NOTHING RETURNING incident_id AS id`,
    [workspaceId, modelId, pgJson(scores)],
  );
  return new Set(written.rows.map(({ id }) => id));
}
