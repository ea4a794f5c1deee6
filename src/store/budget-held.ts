/**
 * Budgets of what is in force at the same time. Entities are counted, not effects: what is contained already may be contained again. An effect counts from
 * its intent until its lease is released; one of unknown outcome counts for as long as a window may be, as nobody can say that it does not hold.
 */
import type { Client, Queryable } from "./database.ts";
import type { BudgetRow, Intent } from "./effect-intend.ts";
import { pgJson } from "./json.ts";

/**
 * What holds its entity. An effect without a lease is on its way, or left nothing that could be given back; where it was so already, and another effect is on
 * its way that may have made it so, it will have its lease beside that one's.
 */
const HOLDING = `CASE WHEN l.id IS NOT NULL THEN l.status <> 'released'
  ELSE e.status = 'intended' OR (e.status = 'unknown' AND e.intended_at > now() - interval '30 days')
    OR (e.status IN ('applied', 'verified') AND e.lease_seconds IS NOT NULL AND EXISTS (
      SELECT 1 FROM effects a WHERE a.workspace_id = e.workspace_id AND a.entity_key = e.entity_key AND a.entity_type = e.entity_type AND a.capability = e.capability
        AND a.connection = e.connection AND a.lease_seconds IS NOT NULL AND a.status IN ('intended', 'unknown') AND a.intended_at <= e.settled_at)) END`;

/** The entity as budgets count it. */
export function heldName(entity: { entityType: string; entityKey: string }): string {
  return `${entity.entityType}/${entity.entityKey}`;
}

export function isHeld(budget: Pick<BudgetRow, "windowSeconds">): boolean {
  return budget.windowSeconds === null;
}

/**
 * Writes down against which of these budgets the effects will count should they take hold, whoever lets them through: what a person says yes to is in
 * force as well.
 */
export async function noteHolding(client: Client, intents: readonly Intent[]): Promise<void> {
  const rows = intents.flatMap((intent) =>
    intent.budgets
      .filter(isHeld)
      .map(({ key }) => ({ workspaceId: intent.workspaceId, key, effectId: intent.id, entity: heldName(intent) })),
  );
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO budget_held (workspace_id, key, effect_id, entity)
     SELECT "workspaceId", key, "effectId", entity FROM json_to_recordset($1::json) AS r("workspaceId" uuid, key text, "effectId" uuid, entity text)
     ON CONFLICT DO NOTHING`,
    [pgJson(rows)],
  );
}

type Locked = BudgetRow & { workspaceId: string };

/** Locks the budgets of these intents until the transaction ends, always in one order. Whoever counts them more than once locks them all before. */
export async function lockHeld(client: Client, intents: readonly Intent[]): Promise<Locked[]> {
  const asked = new Map<string, Locked>();
  for (const { workspaceId, budgets } of intents)
    for (const budget of budgets.filter(isHeld)) asked.set(`${workspaceId} ${budget.key}`, { ...budget, workspaceId });
  if (asked.size === 0) return [];
  const keys = [...asked.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, budget]) => budget);
  await client.query(
    `SELECT lock_budget("workspaceId", key) FROM json_to_recordset($1::json) AS r("workspaceId" uuid, key text)`,
    [pgJson(keys)],
  );
  return keys;
}

/** Takes that back for effects that another had written already, under ids of their own. */
export async function unnoteHolding(client: Client, intents: readonly Intent[]): Promise<void> {
  const rows = intents.flatMap(({ workspaceId, id, budgets }) =>
    budgets.filter(isHeld).map(({ key }) => ({ workspaceId, key, id })),
  );
  if (rows.length === 0) return;
  await client.query(
    `DELETE FROM budget_held h USING json_to_recordset($1::json) AS r("workspaceId" uuid, key text, id uuid)
     WHERE h.workspace_id = r."workspaceId" AND h.key = r.key AND h.effect_id = r.id`,
    [pgJson(rows)],
  );
}

/** Those of the intents that one of these budgets has no room for, each with the budget. Locks the budgets until the transaction ends. */
export async function overHeld(client: Client, intents: readonly Intent[]): Promise<Map<Intent, BudgetRow>> {
  const over = new Map<Intent, BudgetRow>();
  const keys = await lockHeld(client, intents);
  if (keys.length === 0) return over;
  await forget(client, keys);
  const rooms = await roomsOf(client, keys);
  for (const intent of intents) {
    const mine = intent.budgets.filter(isHeld).map((budget) => ({
      budget,
      ...rooms.get(`${intent.workspaceId} ${budget.key}`)!,
    }));
    const entity = heldName(intent);
    const full = mine.find(({ held, allowed }) => !held.has(entity) && held.size >= allowed);
    if (full !== undefined) over.set(intent, full.budget);
    else for (const { held } of mine) held.add(entity);
  }
  return over;
}

interface Room {
  held: Set<string>;
  allowed: number;
}

async function roomsOf(client: Queryable, keys: readonly Locked[]) {
  const result = await client.query<{ place: number; held: string[]; allowed: number }>(
    `SELECT place, allowed, held FROM json_to_recordset($1::json) AS r(place int, "workspaceId" uuid, key text, max int, percent numeric, of text),
       LATERAL (SELECT ARRAY(SELECT DISTINCT h.entity FROM budget_held h JOIN effects e ON e.id = h.effect_id LEFT JOIN leases l ON l.effect_id = e.id
         WHERE h.workspace_id = r."workspaceId" AND h.key = r.key AND ${HOLDING}) AS held) holding,
       LATERAL (SELECT CASE WHEN r.percent IS NULL THEN r.max ELSE GREATEST(1, floor(r.percent / 100 *
         (SELECT count(*) FROM entities n WHERE n.workspace_id = r."workspaceId" AND n.type = r.of AND n.inventoried)))::int END AS allowed) bound`,
    [pgJson(keys.map((key, place) => ({ ...key, place })))],
  );
  const rooms = new Map<string, Room>();
  for (const { place, held, allowed } of result.rows)
    rooms.set(`${keys[place]!.workspaceId} ${keys[place]!.key}`, { held: new Set(held), allowed });
  return rooms;
}

/** How much of these budgets is taken now, and by which entities. */
export function heldNow(
  client: Queryable,
  workspaceId: string,
  budgets: readonly BudgetRow[],
): Promise<Map<string, Room>> {
  return budgets.length === 0
    ? Promise.resolve(new Map())
    : roomsOf(
        client,
        budgets.map((budget) => ({ ...budget, workspaceId })),
      );
}

/** Rows of what holds nothing any more, so that counting stays short. Under the lock. */
async function forget(client: Client, keys: readonly { workspaceId: string; key: string }[]): Promise<void> {
  await client.query(
    `DELETE FROM budget_held h USING json_to_recordset($1::json) AS r("workspaceId" uuid, key text), effects e LEFT JOIN leases l ON l.effect_id = e.id
     WHERE h.workspace_id = r."workspaceId" AND h.key = r.key AND e.id = h.effect_id
       AND CASE WHEN l.id IS NOT NULL THEN l.status = 'released' ELSE e.settled_at < now() - interval '31 days' END`,
    [pgJson(keys)],
  );
}
