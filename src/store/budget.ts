/** How much of budgets is used now; spending is in effect-intend.ts. */
import type { Queryable } from "./database.ts";
import type { BudgetRow } from "./effect-intend.ts";
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
