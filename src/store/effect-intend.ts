/**
 * The journal's first half: an effect is written down, with the guard's decision and against its budgets, before it is tried. Asking again
 * under the same idempotency key finds what was written and says how things stand, so nothing is done twice.
 */
import type { GuardDecision } from "../model/effect.ts";
import type { Client } from "./database.ts";
import { pgJson } from "./json.ts";

/** A bound on how many effects are let through by themselves; `percent` is of the inventoried entities of type `of`. */
export interface BudgetRow {
  key: string;
  max: number | null;
  percent: number | null;
  of: string | null;
  windowSeconds: number;
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
  reverses: string | null;
  /** Who is asked when the guard does not decide. */
  approval: { id: string; summary: string; expiresAt: string };
  actor: string;
  /** It may have been journalled before (a retry, an answered approval, a takeover): then that counts, and no budget is spent twice. */
  again: boolean;
}

/**
 * go: try it now, for the first time · check: it was tried before and nobody knows how it ended, so look first · parked: a person is asked, until then ·
 * refused: scope, a budget with nobody to ask, or a person said no · settled: it is done already, with this output.
 */
export type Standing =
  | { kind: "go"; effectId: string }
  | { kind: "check"; effectId: string }
  | { kind: "parked"; effectId: string; until: Date }
  | { kind: "refused"; effectId: string; code: string; reason: string }
  | { kind: "settled"; effectId: string; output: unknown };

/** Journals intents; one standing each, in order. */
export async function intendEffects(client: Client, intents: Intent[]): Promise<Standing[]> {
  const again = intents.filter((intent) => intent.again).map((intent) => intent.idempotencyKey);
  const standings = await standingOf(client, again);
  const decided = await spendBudgets(
    client,
    intents.filter((intent) => !standings.has(intent.idempotencyKey)),
  );
  const written = await insertIntents(client, decided);
  for (const intent of decided)
    if (written.has(intent.idempotencyKey)) standings.set(intent.idempotencyKey, freshStanding(intent));
  const surprises = decided
    .filter((intent) => !written.has(intent.idempotencyKey))
    .map((intent) => intent.idempotencyKey);
  for (const [key, standing] of await standingOf(client, surprises)) standings.set(key, standing);
  return intents.map((intent) => standings.get(intent.idempotencyKey)!);
}

function freshStanding(intent: Intent): Standing {
  if (intent.guard.decision === "allow") return { kind: "go", effectId: intent.id };
  if (intent.guard.decision === "ask")
    return { kind: "parked", effectId: intent.id, until: new Date(intent.approval.expiresAt) };
  return { kind: "refused", effectId: intent.id, code: "guard.refused", reason: intent.guard.reason };
}

/** What no longer fits a budget is not refused but asked of a person. */
async function spendBudgets(client: Client, intents: Intent[]): Promise<Intent[]> {
  const wants = new Map<string, BudgetRow & { workspaceId: string; intents: Intent[] }>();
  for (const intent of intents) {
    if (intent.guard.decision !== "allow") continue;
    for (const budget of intent.budgets) {
      const key = `${intent.workspaceId} ${budget.key}`;
      const want = wants.get(key) ?? { ...budget, workspaceId: intent.workspaceId, intents: [] };
      want.intents.push(intent);
      wants.set(key, want);
    }
  }
  if (wants.size === 0) return intents;
  const asked = [...wants.values()].sort((a, b) => (a.workspaceId + a.key < b.workspaceId + b.key ? -1 : 1));
  const granted = await client.query<{ granted: number }>({
    name: "spend-budgets",
    text: `SELECT reserve_budget("workspaceId", key, "windowSeconds",
        LEAST(COALESCE(max, 2147483647), CASE WHEN percent IS NULL THEN 2147483647 ELSE
          GREATEST(1, floor(percent / 100 * (SELECT count(*) FROM entities e WHERE e.workspace_id = r."workspaceId" AND e.type = r.of AND e.inventoried))) END)::int,
        wanted) AS granted
      FROM json_to_recordset($1::json) AS r("workspaceId" uuid, key text, max int, percent numeric, of text, "windowSeconds" int, wanted int)`,
    values: [pgJson(asked.map(({ intents: wanting, ...want }) => ({ ...want, wanted: wanting.length })))],
  });
  const over = new Map<Intent, string>();
  asked.forEach((want, index) => {
    for (const intent of want.intents.slice(granted.rows[index]!.granted)) over.set(intent, want.key);
  });
  return intents.map((intent) => {
    const key = over.get(intent);
    if (key === undefined) return intent;
    return {
      ...intent,
      guard: {
        ...intent.guard,
        decision: "ask" as const,
        reason: `The budget ${key} is used up; ${intent.guard.reason}`,
      },
    };
  });
}

const INSERT = `
WITH input AS (
  SELECT * FROM json_to_recordset($1::json) AS r(id uuid, "workspaceId" uuid, "incidentId" uuid, "runId" uuid, step text, playbook text, "idempotencyKey" text,
    capability text, "effectClass" text, "connectionId" uuid, connection text, "entityType" text, "entityKey" text, args jsonb, "argsHash" text, guard jsonb,
    "leaseSeconds" int, reverses uuid, approval jsonb, actor text)
), written AS (
  INSERT INTO effects (id, workspace_id, incident_id, run_id, step, playbook, idempotency_key, capability, effect_class, connection_id, connection,
    entity_type, entity_key, args, args_hash, guard, status, attempts, lease_seconds, reverses, settled_at)
  SELECT id, "workspaceId", "incidentId", "runId", step, playbook, "idempotencyKey", capability, "effectClass", "connectionId", connection, "entityType", "entityKey",
    args, "argsHash", guard, CASE guard->>'decision' WHEN 'allow' THEN 'intended' WHEN 'ask' THEN 'awaiting' ELSE 'refused' END,
    CASE guard->>'decision' WHEN 'allow' THEN 1 ELSE 0 END, "leaseSeconds", reverses, CASE WHEN guard->>'decision' = 'refuse' THEN now() END
  FROM input ON CONFLICT (idempotency_key) DO NOTHING
  RETURNING id, idempotency_key, status
), asked AS (
  INSERT INTO approvals (id, workspace_id, effect_id, incident_id, run_id, args_hash, summary, reason, expires_at)
  SELECT (i.approval->>'id')::uuid, i."workspaceId", i.id, i."incidentId", i."runId", i."argsHash", i.approval->>'summary', i.guard->>'reason', (i.approval->>'expiresAt')::timestamptz
  FROM input i JOIN written w ON w.id = i.id WHERE w.status = 'awaiting'
), audited AS (
  INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, details)
  SELECT i."workspaceId", i.actor, 'effect-' || w.status, 'effect', i.id::text,
    jsonb_build_object('capability', i.capability, 'connection', i.connection, 'entity', i."entityType" || ':' || i."entityKey", 'argsHash', i."argsHash", 'guard', i.guard)
  FROM input i JOIN written w ON w.id = i.id
)
SELECT idempotency_key AS key FROM written`;

async function insertIntents(client: Client, intents: Intent[]): Promise<Set<string>> {
  if (intents.length === 0) return new Set();
  const result = await client.query<{ key: string }>({
    name: "insert-intents",
    text: INSERT,
    values: [pgJson(intents)],
  });
  return new Set(result.rows.map((row) => row.key));
}

interface KnownEffect {
  key: string;
  id: string;
  status: string;
  output: unknown;
  error: { code?: string; message?: string; root?: string } | null;
  guard: GuardDecision;
  approval: string | null;
  until: Date | null;
  by: string | null;
  comment: string | null;
}

async function standingOf(client: Client, keys: string[]): Promise<Map<string, Standing>> {
  if (keys.length === 0) return new Map();
  const result = await client.query<KnownEffect>(
    `SELECT e.idempotency_key AS key, e.id, e.status, e.output, e.error, e.guard, a.expires_at AS until, a.decided_by AS by, a.comment,
       CASE WHEN a.status = 'pending' AND a.expires_at <= now() THEN 'expired' ELSE a.status END AS approval
     FROM effects e LEFT JOIN approvals a ON a.effect_id = e.id WHERE e.idempotency_key = ANY ($1::text[]) FOR UPDATE OF e`,
    [keys],
  );
  const standings = new Map(result.rows.map((row) => [row.key, standingOfKnown(row)] as const));
  const going = result.rows
    .filter((row) => ["go", "check"].includes(standings.get(row.key)!.kind))
    .map((row) => row.id);
  if (going.length > 0)
    await client.query(
      "UPDATE effects SET status = 'intended', attempts = attempts + 1, settled_at = NULL WHERE id = ANY ($1::uuid[])",
      [going],
    );
  const refused = result.rows
    .filter((row) => row.status === "awaiting" && standings.get(row.key)!.kind === "refused")
    .map((row) => row.id);
  if (refused.length > 0) await refuseAwaiting(client, refused);
  return standings;
}

function standingOfKnown(effect: KnownEffect): Standing {
  const effectId = effect.id;
  switch (effect.status) {
    case "applied":
    case "verified":
      return { kind: "settled", effectId, output: effect.output ?? {} };
    case "intended":
    case "unknown":
      return { kind: "check", effectId };
    case "failed":
      // Nothing took hold then; the stepper asks again only where its retry rules say so.
      return { kind: "go", effectId };
    case "refused":
      return { kind: "refused", effectId, code: "guard.refused", reason: effect.error?.message ?? effect.guard.reason };
    default:
      return awaitedStanding(effect);
  }
}

function awaitedStanding(effect: KnownEffect): Standing {
  const effectId = effect.id;
  if (effect.approval === "approved") return { kind: "go", effectId };
  if (effect.approval === "denied")
    return {
      kind: "refused",
      effectId,
      code: "approval.denied",
      reason: `${effect.by} said no${effect.comment ? `: ${effect.comment}` : "."}`,
    };
  if (effect.approval === "expired")
    return { kind: "refused", effectId, code: "approval.expired", reason: "Nobody answered the approval in time." };
  return { kind: "parked", effectId, until: effect.until ?? new Date() };
}

async function refuseAwaiting(client: Client, effectIds: string[]): Promise<void> {
  await client.query("UPDATE effects SET status = 'refused', settled_at = now() WHERE id = ANY ($1::uuid[])", [
    effectIds,
  ]);
  await client.query(
    "UPDATE approvals SET status = 'expired', decided_at = now() WHERE effect_id = ANY ($1::uuid[]) AND status = 'pending'",
    [effectIds],
  );
}
