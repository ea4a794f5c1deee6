/** Attempts anew at what failed: the room that it had in a budget of what is in force at the same time went to whoever came first. */
import { usedUpText } from "../model/budget.ts";
import type { GuardDecision } from "../model/effect.ts";
import { noteHolding, overHeld } from "./budget-held.ts";
import type { Client } from "./database.ts";
import type { BudgetRow, Intent } from "./effect-intend.ts";
import { pgJson } from "./json.ts";

/** What the guard would let through, and a budget has no room for. */
export function askedFor(guard: GuardDecision, full: BudgetRow): GuardDecision {
  return { ...guard, decision: "ask", reason: `${usedUpText(full)} ${guard.reason}`, overBudget: full.key };
}

/** Those of these, which are in the journal under their ids, that one of their budgets has no room for any more. The others have theirs again. */
export async function roomAgain<I extends Intent>(client: Client, failed: readonly I[]): Promise<Map<I, BudgetRow>> {
  await noteHolding(client, failed);
  return (await overHeld(client, failed)) as Map<I, BudgetRow>;
}

/** People are asked about an effect that was let through by itself and failed, as it would be done now; answers until when. */
export async function askAfterAll(client: Client, intent: Intent, full: BudgetRow): Promise<Date> {
  const guard = askedFor(intent.guard, full);
  const { approval, ...effect } = intent;
  await client.query(
    `WITH input AS (
       SELECT * FROM json_to_record($1::json) AS r(id uuid, "workspaceId" uuid, "incidentId" uuid, "runId" uuid, args jsonb, "argsHash" text, guard jsonb, approval jsonb, actor text,
         capability text, connection text, "entityType" text, "entityKey" text)
     ), asked AS (
       INSERT INTO approvals (id, workspace_id, effect_id, incident_id, run_id, args_hash, summary, reason, words, terms, expires_at)
       SELECT (approval->>'id')::uuid, "workspaceId", id, "incidentId", "runId", "argsHash", approval->>'summary', guard->>'reason',
         jsonb_set(approval->'words', '{policy}', guard->'reason'), approval->'terms', (approval->>'expiresAt')::timestamptz FROM input
     ), audited AS (
       INSERT INTO audit (workspace_id, actor, action, subject_type, subject_id, details)
       SELECT "workspaceId", actor, 'effect-awaiting', 'effect', id::text, 
         jsonb_build_object('capability', capability, 'connection', connection, 'entity', "entityType" || ':' || "entityKey", 'argsHash', "argsHash", 'guard', guard) FROM input
     )
     UPDATE effects e SET status = 'awaiting', args = i.args, args_hash = i."argsHash", guard = i.guard, settled_at = NULL FROM input i WHERE e.id = i.id`,
    [pgJson({ ...effect, guard, approval })],
  );
  return new Date(approval?.expiresAt ?? 0);
}
