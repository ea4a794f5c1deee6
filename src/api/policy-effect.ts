/** What drafted policies would have decided of the effects that runs asked for, beside what those in force say of the very same. */
import type { PolicySet } from "../guard/policy-record.ts";
import type { GuardRequest } from "../guard/request.ts";
import type { EntityType } from "../model/entity.ts";
import { guardRequestOf } from "../respond/guard-request.ts";
import type { Client, Database } from "../store/database.ts";
import { type Batch, type PastEffectRow, type PastRange, pastEffects } from "../store/past-facts.ts";
import type { PolicyEffect } from "./contract/change-effect.ts";
import { overPast } from "./past-batches.ts";
import { decidedBy, EntitiesToday } from "./past-decisions.ts";
import { Tally } from "./tally.ts";

const MOST = 200_000;
const SHOWN = 100;
const EXAMPLES = 50;

type Move = Pick<PolicyEffect["moves"][number], "capability" | "from" | "to">;

/** Reads and changes nothing. Entities are as they are today; the hour and the incident are those of the time. */
export async function policyEffect(
  database: Database,
  workspaceId: string,
  range: PastRange,
  { inForce, draft }: { inForce: PolicySet | null; draft: PolicySet },
): Promise<Omit<PolicyEffect, "from" | "to">> {
  const counted = { inForce: { allow: 0, ask: 0, refuse: 0 }, draft: { allow: 0, ask: 0, refuse: 0 } };
  const moves = new Tally<Move>();
  const examples: PolicyEffect["examples"] = [];
  const entities = new EntitiesToday(workspaceId);
  let [effects, changed] = [0, 0];
  const take = (row: PastEffectRow): void => {
    const request = requestOf(workspaceId, row, entities);
    const [was, is] = [decidedBy(inForce, request), decidedBy(draft, request)];
    effects += 1;
    counted.inForce[was.decision] += 1;
    counted.draft[is.decision] += 1;
    if (was.decision === is.decision) return;
    changed += 1;
    const move = { capability: row.capability, from: was.decision, to: is.decision };
    moves.add(move);
    if (examples.length < EXAMPLES) examples.push({ ...exampleOf(row), ...move, reason: is.reason });
  };
  const reading = { read: (c: Client, batch: Batch) => pastEffects(c, workspaceId, range, batch), most: MOST };
  const { cut } = await overPast(database, workspaceId, reading, async (rows, client) => {
    await entities.learn(client, rows.map(targetOf));
    rows.forEach(take);
  });
  return { effects, cut, changed, ...counted, moves: moves.most(SHOWN, "effects"), examples, budgets: "left-out" };
}

function targetOf({ entityType, entityKey }: PastEffectRow): { type: EntityType; key: string } {
  return { type: entityType as EntityType, key: entityKey };
}

function requestOf(workspaceId: string, row: PastEffectRow, entities: EntitiesToday): GuardRequest {
  const maturity = (row.maturity ?? "sandbox") as Parameters<typeof guardRequestOf>[1]["maturity"];
  const asks = { id: row.capability, effect: row.effectClass };
  const request = guardRequestOf(workspaceId, { name: row.playbook, maturity }, row.facts, asks);
  return { ...request, entity: entities.of(targetOf(row)), at: row.at };
}

function exampleOf({ id, number, playbook, entityType, entityKey, at }: PastEffectRow) {
  return { id, incident: number, playbook, entity: `${entityType} ${entityKey}`, at: at.toISOString() };
}
