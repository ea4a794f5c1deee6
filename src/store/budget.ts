/** Budgets: how much of them is used now, and the spending of them. */
import type { Client, Queryable } from "./database.ts";
import type { BudgetRow, Intent } from "./effect-intend.ts";
import { pgJson } from "./json.ts";

export interface BudgetState {
  key: string;
  used: number;
  /** What `percent` comes to, or `max`. */
  allowed: number;
}

/** The state of each budget, in order; counted as `reserve_budget` counts. */
export async function budgetStates(
  client: Queryable,
  workspaceId: string,
  budgets: readonly BudgetRow[],
): Promise<BudgetState[]> {
  if (budgets.length === 0) return [];
  const result = await client.query<BudgetState>(
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
  const over = new Map<Intent, BudgetRow>();
  const wants = new Map<string, BudgetRow & { workspaceId: string; intents: Intent[] }>();
  for (const intent of intents) {
    for (const budget of intent.budgets) {
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
  for (const intent of intents) {
    const keys = intent.budgets.map(({ key }) => `${intent.workspaceId} ${key}`);
    const full = keys.findIndex((key) => left.get(key) === 0);
    if (full >= 0) over.set(intent, intent.budgets[full]!);
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
