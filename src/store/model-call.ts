/** Each call of a language model: reserved before it is made, so that limits hold also for calls at the same time, and settled after. */
import { newId } from "../ids.ts";
import type { ModelOutcome } from "../model/model-settings.ts";
import type { Client, Queryable } from "./database.ts";
import { firstIdSince } from "./figures.ts";
import { type Page, type Paged, selectPage } from "./page.ts";

export interface CallCost {
  inputTokens: number;
  outputTokens: number;
  costMillionths: number;
}

export interface NewCall extends CallCost {
  kind: string;
  incidentId: string | null;
  model: string;
  by: string;
}

export interface DayLimits {
  calls: number;
  tokens: number;
  costMillionths: number | null;
}

/** What a day holds already; calls that were not made do not count. */
const TODAY = `SELECT count(*)::int AS calls, COALESCE(sum(input_tokens + output_tokens), 0)::float8 AS tokens, COALESCE(sum(cost_millionths), 0)::float8 AS "costMillionths"
  FROM model_calls WHERE workspace_id = $1 AND id >= $2 AND outcome <> 'over-limit'`;

/** Reserves a call at its most; answers its id, or which limit of the day it would pass, and then that is written down. */
export async function reserveCall(
  client: Client,
  workspaceId: string,
  call: NewCall,
  limits: DayLimits,
  now: Date,
): Promise<{ id: string; over: keyof DayLimits | null }> {
  // One after the other in a workspace: two at once would each see room for one.
  await client.query("SELECT FROM model_settings WHERE workspace_id = $1 FOR UPDATE", [workspaceId]);
  const day = new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000);
  const spent = (
    await client.query<{ calls: number; tokens: number; costMillionths: number }>(TODAY, [
      workspaceId,
      firstIdSince(day),
    ])
  ).rows[0]!;
  const over = overLimit(spent, call, limits);
  const id = newId();
  await client.query(
    `INSERT INTO model_calls (id, workspace_id, kind, incident_id, model, by, outcome, input_tokens, output_tokens, cost_millionths)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, workspaceId, call.kind, call.incidentId, call.model, call.by],
      ...(over === null
        ? ["reserved", call.inputTokens, call.outputTokens, call.costMillionths]
        : ["over-limit", 0, 0, 0]),
    ],
  );
  return { id, over };
}

function overLimit(
  spent: { calls: number; tokens: number; costMillionths: number },
  call: CallCost,
  limits: DayLimits,
): keyof DayLimits | null {
  if (spent.calls + 1 > limits.calls) return "calls";
  if (spent.tokens + call.inputTokens + call.outputTokens > limits.tokens) return "tokens";
  if (limits.costMillionths !== null && spent.costMillionths + call.costMillionths > limits.costMillionths)
    return "costMillionths";
  return null;
}

/** Writes down what came of a call, and what it took in place of what was reserved; what is not known stays as reserved. */
export async function settleCall(
  client: Queryable,
  id: string,
  { outcome, cost, ms }: { outcome: ModelOutcome; cost: CallCost | null; ms: number },
): Promise<void> {
  await client.query(
    `UPDATE model_calls SET outcome = $2, ms = $3, input_tokens = COALESCE($4, input_tokens), output_tokens = COALESCE($5, output_tokens),
       cost_millionths = COALESCE($6, cost_millionths) WHERE id = $1`,
    [
      id,
      outcome,
      Math.round(ms),
      cost?.inputTokens ?? null,
      cost?.outputTokens ?? null,
      cost === null ? null : Math.ceil(cost.costMillionths),
    ],
  );
}

const SELECT = `SELECT c.id, c.at, c.kind, c.incident_id AS "incidentId", c.model, c.by, c.outcome, c.input_tokens AS "inputTokens",
  c.output_tokens AS "outputTokens", c.cost_millionths::float8 / 1000000 AS cost, c.ms FROM model_calls c`;

/** One page of a workspace's calls, newest first. */
export function listCalls(
  client: Queryable,
  workspaceId: string,
  filter: { kind?: string | undefined; outcome?: string[] | undefined },
  page: Page,
): Promise<Paged<{ id: string }>> {
  return selectPage(
    client,
    SELECT,
    [
      ["c.workspace_id = ?", workspaceId],
      ["c.kind = ?", filter.kind],
      ["c.outcome = ANY (?::text[])", filter.outcome],
    ],
    page,
    "c.id",
  );
}

export interface CallFigures extends Omit<CallCost, "costMillionths"> {
  kind: string;
  outcome: ModelOutcome;
  calls: number;
  cost: number;
  ms: number;
}

/** The calls of the last day, by kind and outcome; `ms` all together. */
export async function countCalls(client: Queryable, workspaceId: string, now = new Date()): Promise<CallFigures[]> {
  const result = await client.query<CallFigures>(
    `SELECT kind, outcome, count(*)::int AS calls, sum(input_tokens)::float8 AS "inputTokens", sum(output_tokens)::float8 AS "outputTokens",
       sum(cost_millionths)::float8 / 1000000 AS cost, COALESCE(sum(ms), 0)::float8 AS ms
     FROM model_calls WHERE workspace_id = $1 AND id >= $2 GROUP BY kind, outcome ORDER BY kind, outcome`,
    [workspaceId, firstIdSince(new Date(now.getTime() - 86_400_000))],
  );
  return result.rows;
}
