/**
 * The journal's first half: an effect is written down, with the guard's decision and against its budgets, before it is tried. Asking again
 * under the same idempotency key finds what was written and says how things stand, so nothing is done twice.
 */
import type { ErrorJson } from "../errors.ts";
import type { ApprovalTerms, EffectInWords } from "../model/approval.ts";
import type { GuardDecision } from "../model/effect.ts";
import { reserveBudgets } from "./budget.ts";
import { lockHeld, noteHolding, unnoteHolding } from "./budget-held.ts";
import type { Client } from "./database.ts";
import { askedFor } from "./effect-again.ts";
import { standingOf } from "./effect-standing.ts";
import { pgJson } from "./json.ts";

/** A bound on how many effects are let through by themselves; `percent` is of the inventoried entities of type `of`. */
export interface BudgetRow {
  key: string;
  max: number | null;
  percent: number | null;
  of: string | null;
  /** Null: of what is in force at the same time. */
  windowSeconds: number | null;
  per?: string;
}

export interface Intent {
  id: string;
  workspaceId: string;
  incidentId: string | null;
  runId: string | null;
  step: string;
  playbook: string;
  idempotencyKey: string;
  capability: string;
  effectClass: string;
  connectionId: string | null;
  connection: string;
  entityType: string;
  entityKey: string;
  args: Record<string, unknown>;
  argsHash: string;
  guard: GuardDecision;
  budgets: BudgetRow[];
  leaseSeconds: number | null;
  /** How long its call is waited for; where nobody says, as long as a step waits that says nothing. */
  answerSeconds?: number;
  reverses: string | null;
  /** What people are asked, and on which terms, when the guard does not decide; null for what is never asked about. */
  approval: { id: string; summary: string; words: EffectInWords; terms: ApprovalTerms; expiresAt: string } | null;
  actor: string;
  /** It may have been journalled before (a retry, an answered approval, a takeover): then that counts, and no budget is spent twice. */
  again: boolean;
}

/**
 * go: try it now, for the first time · check: it was tried before and nobody knows how it ended, so look first (`undone`: the opposite was done on its
 * entity since; `refused`: why it may only be looked at by now); `args` of either: as it was decided about, where that is not as it was asked for now ·
 * parked: a person is asked, until then · refused: scope, a budget with nobody to ask, or a person said no · settled: it is done already, with this output.
 */
export type Standing =
  | { kind: "go"; effectId: string; args?: Record<string, unknown> }
  | { kind: "check"; effectId: string; args?: Record<string, unknown>; undone: boolean; refused: ErrorJson | null }
  | { kind: "parked"; effectId: string; until: Date }
  | { kind: "refused"; effectId: string; error: ErrorJson }
  | { kind: "settled"; effectId: string; output: unknown };

/**
 * Journals intents; one standing each, in order. `sentAll` is called when the last statement is on its way; then an intent that turns out to be in the journal
 * already is an error (`isUnexpected` knows it) instead of being looked at.
 */
export async function intendEffects(client: Client, intents: Intent[], sentAll?: () => void): Promise<Standing[]> {
  const again = intents.filter((intent) => intent.again);
  // What failed before may need room again, and is counted before what is new.
  if (again.length > 0) await lockHeld(client, intents);
  const standings = await standingOf(client, again);
  const decided = await spendBudgets(
    client,
    intents.filter((intent) => !standings.has(intent.idempotencyKey)),
  );
  const inserting = insertIntents(client, decided, sentAll !== undefined);
  sentAll?.();
  const written = await inserting;
  for (const intent of decided)
    if (written.has(intent.idempotencyKey)) standings.set(intent.idempotencyKey, freshStanding(intent));
  const surprises = decided.filter((intent) => !written.has(intent.idempotencyKey));
  await unnoteHolding(client, surprises);
  for (const [key, standing] of await standingOf(client, surprises)) standings.set(key, standing);
  return intents.map((intent) => standings.get(intent.idempotencyKey)!);
}

function freshStanding(intent: Intent): Standing {
  if (intent.guard.decision === "allow") return { kind: "go", effectId: intent.id };
  if (intent.guard.decision === "ask")
    return { kind: "parked", effectId: intent.id, until: new Date(intent.approval?.expiresAt ?? 0) };
  const error = { root: "refused", code: "guard.refused", message: intent.guard.reason } as const;
  return { kind: "refused", effectId: intent.id, error };
}

/** What no longer fits a budget is not refused but asked of a person. */
async function spendBudgets(client: Client, intents: Intent[]): Promise<Intent[]> {
  const allowed = intents.filter((intent) => intent.guard.decision === "allow");
  await noteHolding(
    client,
    intents.filter((intent) => intent.guard.decision !== "refuse"),
  );
  const over = await reserveBudgets(client, allowed);
  return intents.map((intent) => {
    const full = over.get(intent);
    return full === undefined ? intent : { ...intent, guard: askedFor(intent.guard, full) };
  });
}

const INSERT = `
WITH input AS (
  SELECT * FROM json_to_recordset($1::json) AS r(id uuid, "workspaceId" uuid, "incidentId" uuid, "runId" uuid, step text, playbook text, "idempotencyKey" text,
    capability text, "effectClass" text, "connectionId" uuid, connection text, "entityType" text, "entityKey" text, args jsonb, "argsHash" text, guard jsonb,
    "leaseSeconds" int, "answerSeconds" int, reverses uuid, approval jsonb, actor text)
), written AS (
  INSERT INTO effects (id, workspace_id, incident_id, run_id, step, playbook, idempotency_key, capability, effect_class, connection_id, connection,
    entity_type, entity_key, args, args_hash, guard, status, attempts, lease_seconds, answer_seconds, reverses, settled_at)
  SELECT id, "workspaceId", "incidentId", "runId", step, playbook, "idempotencyKey", capability, "effectClass", "connectionId", connection, "entityType", "entityKey",
    args, "argsHash", guard, CASE guard->>'decision' WHEN 'allow' THEN 'intended' WHEN 'ask' THEN 'awaiting' ELSE 'refused' END,
    CASE guard->>'decision' WHEN 'allow' THEN 1 ELSE 0 END, "leaseSeconds", COALESCE("answerSeconds", 30), reverses, CASE WHEN guard->>'decision' = 'refuse' THEN now() END
  FROM input ON CONFLICT (idempotency_key) DO NOTHING
  RETURNING id, idempotency_key, status
), asked AS (
  INSERT INTO approvals (id, workspace_id, effect_id, incident_id, run_id, args_hash, summary, reason, words, terms, expires_at)
  SELECT (i.approval->>'id')::uuid, i."workspaceId", i.id, i."incidentId", i."runId", i."argsHash", i.approval->>'summary', i.guard->>'reason',
    jsonb_set(i.approval->'words', '{policy}', i.guard->'reason'), i.approval->'terms', (i.approval->>'expiresAt')::timestamptz
  FROM input i JOIN written w ON w.id = i.id WHERE w.status = 'awaiting'
), audited AS (
  INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, details)
  SELECT i."workspaceId", i.actor, 'effect-' || w.status, 'effect', i.id::text,
    jsonb_build_object('capability', i.capability, 'connection', i.connection, 'entity', i."entityType" || ':' || i."entityKey", 'argsHash', i."argsHash", 'guard', i.guard)
  FROM input i JOIN written w ON w.id = i.id
)
SELECT ARRAY(SELECT idempotency_key FROM written) AS keys, CASE WHEN $2::int IS NOT NULL THEN must_all((SELECT count(*) FROM written), $2) END`;

/** Answers which keys were not in the journal yet. With `all`, one that was is an error. */
async function insertIntents(client: Client, intents: Intent[], all: boolean): Promise<Set<string>> {
  if (intents.length === 0) return new Set();
  const rows = intents.map((intent) => (intent.guard.decision === "ask" ? intent : { ...intent, approval: null }));
  const result = await client.query<{ keys: string[] }>({
    name: "insert-intents",
    text: INSERT,
    values: [pgJson(rows), all ? intents.length : null],
  });
  return new Set(result.rows[0]!.keys);
}
