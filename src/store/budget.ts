/** Budgets: how much of them is used now, and the spending of them. */
import { heldName, heldNow, isHeld, overHeld } from "./budget-held.ts";
import type { Client, Queryable } from "./database.ts";
import type { BudgetRow, Intent } from "./effect-intend.ts";
import { pgJson } from "./json.ts";

export interface BudgetState {
  key: string;
  used: number;
  /** What `percent` comes to, or `max`. */
  allowed: number;
  /** The entity is in force under it already, and so takes no more room. */
  holds: boolean;
}

/** The state of each budget, in order; counted as they are spent. */
export async function budgetStates(
  client: Queryable,
  workspaceId: string,
  budgets: readonly BudgetRow[],
  entity?: { entityType: string; entityKey: string },
): Promise<BudgetState[]> {
  const inTime = budgets.filter((budget) => !isHeld(budget));
  const spent = new Map((await spentStates(client, workspaceId, inTime)).map((state) => [state.key, state]));
  const held = await heldNow(client, workspaceId, budgets.filter(isHeld));
  return budgets.map(({ key }) => {
    const room = held.get(`${workspaceId} ${key}`);
    if (room === undefined) return { ...spent.get(key)!, holds: false };
    const holds = entity !== undefined && room.held.has(heldName(entity));
    return { key, used: room.held.size, allowed: room.allowed, holds };
  });
}

async function spentStates(
  client: Queryable,
  workspaceId: string,
  budgets: readonly BudgetRow[],
): Promise<Omit<BudgetState, "holds">[]> {
  if (budgets.length === 0) return [];
  const result = await client.query<Omit<BudgetState, "holds">>(
    `SELECT r.key,
       (SELECT COALESCE(sum(used), 0)::int FROM budget_usage u WHERE u.workspace_id = $1 AND u.key = r.key
          AND u.bucket > clock_timestamp() - make_interval(secs => r."windowSeconds" + GREATEST(1, r."windowSeconds" / 60))) AS used,
       CASE WHEN r.percent IS NULL THEN r.max ELSE GREATEST(1, floor(r.percent / 100 *
          (SELECT count(*) FROM entities e WHERE e.workspace_id = $1 AND e.type = r.of AND e.inventoried)))::int END AS allowed
     FROM ROWS FROM (json_to_recordset($2::json) AS (key text, max int, percent numeric, of text, "windowSeconds" int)) WITH ORDINALITY AS r(key, max, percent, of, "windowSeconds", n) ORDER BY n`,
    [workspaceId, pgJson(budgets)],
  );
  return result.rows;
}

/** Spends the budgets of the intents, as far as they have room; answers those that had none, each with the budget that was used up. */
export async function reserveBudgets(client: Client, intents: readonly Intent[]): Promise<Map<Intent, BudgetRow>> {
  const over = await overHeld(client, intents);
  const wants = new Map<string, BudgetRow & { workspaceId: string; intents: Intent[] }>();
  const inTime = intents
    .filter((intent) => !over.has(intent))
    .map((intent) => ({ intent, budgets: intent.budgets.filter((budget) => !isHeld(budget)) }));
  for (const { intent, budgets } of inTime) {
    for (const budget of budgets) {
      const key = `${intent.workspaceId} ${budget.key}`;
      const want = wants.get(key) ?? { ...budget, workspaceId: intent.workspaceId, intents: [] };
      want.intents.push(intent);
      wants.set(key, want);
    }
  }
  if (wants.size === 0) return over;
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
  const left = new Map(asked.map((want, index) => [`${want.workspaceId} ${want.key}`, granted.rows[index]!.granted]));
  for (const { intent, budgets } of inTime) {
    const keys = budgets.map(({ key }) => `${intent.workspaceId} ${key}`);
    const full = keys.findIndex((key) => left.get(key) === 0);
    if (full >= 0) over.set(intent, budgets[full]!);
    else for (const key of keys) left.set(key, left.get(key)! - 1);
  }
  await giveBack(
    client,
    asked
      .map(({ workspaceId, key }) => ({ workspaceId, key, spare: left.get(`${workspaceId} ${key}`)! }))
      .filter(({ spare }) => spare > 0),
  );
  return over;
}

/** What is not let through spends nothing, also of those budgets that had room for it. In the transaction that spent, whose locks are held. */
async function giveBack(client: Client, unspent: { workspaceId: string; key: string; spare: number }[]): Promise<void> {
  if (unspent.length === 0) return;
  await client.query(
    `UPDATE budget_usage u SET used = u.used - r.spare FROM json_to_recordset($1::json) AS r("workspaceId" uuid, key text, spare int)
     WHERE u.workspace_id = r."workspaceId" AND u.key = r.key
       AND u.bucket = (SELECT max(bucket) FROM budget_usage n WHERE n.workspace_id = r."workspaceId" AND n.key = r.key)`,
    [pgJson(unspent)],
  );
}
