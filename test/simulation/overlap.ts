/** Containments end while runs want the same contained: whatever comes in between what, what the ledger holds afterwards is contained. */
import type { TestStore } from "../support/database.ts";
import type { Dice } from "../support/dice.ts";
import { drive } from "./drive.ts";
import { giveBack } from "./give-back.ts";
import { newLife } from "./life.ts";
import { laterWish, type Scene } from "./scene.ts";

interface Ending {
  id: string;
  workspaceId: string;
  ip: string;
}

const MOST_ROUNDS = 60;

/** What is contained now ends, and for half of it somebody asks at the same time. */
export async function overlap(store: TestStore, scenes: readonly Scene[], dice: Dice): Promise<void> {
  const byWorkspace = new Map(scenes.map((scene) => [scene.workspaceId, scene]));
  const ending = (await inForce(store, scenes)).filter(() => dice.chance(0.5));
  const wanted = await Promise.all(
    ending.map(({ workspaceId, ip }, index) => laterWish(store, byWorkspace.get(workspaceId)!, ip, index)),
  );
  let driving = true;
  const driven = Promise.all(
    wanted.map((wish) => drive(store, byWorkspace.get(wish.run.workspaceId)!, wish, false)),
  ).finally(() => {
    driving = false;
  });
  for (let round = 0; round < MOST_ROUNDS || driving; round += 1) {
    if ((await makeDue(store, ending)) === 0) break;
    await giveBack(store, byWorkspace, newLife(dice, round < MOST_ROUNDS / 2 ? 0.05 : 0));
  }
  await driven;
  for (const { workspaceId, ip } of await inForce(store, scenes)) {
    const { firewall, violations } = byWorkspace.get(workspaceId)!;
    if (!firewall.blocked.has(ip))
      violations.push({ invariant: "I6", what: `the ledger holds ${ip}, and it is not blocked` });
  }
}

/** What nobody doubts: of an effect that could not be verified where it can be, the ledger says so. */
async function inForce(store: TestStore, scenes: readonly Scene[]): Promise<Ending[]> {
  const readable = scenes.filter(({ firewall }) => firewall.nature.readable).map(({ workspaceId }) => workspaceId);
  const { rows } = await store.database.system.query<Ending>(
    `SELECT l.id, l.workspace_id AS "workspaceId", l.entity_key AS ip FROM leases l JOIN effects e ON e.id = l.effect_id
     WHERE l.workspace_id = ANY ($1::uuid[]) AND l.status = 'active' AND (e.status = 'verified' OR l.workspace_id <> ALL ($2::uuid[])) ORDER BY l.id`,
    [scenes.map(({ workspaceId }) => workspaceId), readable],
  );
  return rows;
}

/** The clock jumps to their end; answers how many there are that have not ended. */
async function makeDue(store: TestStore, ending: readonly Ending[]): Promise<number> {
  const due = await store.database.system.query(
    `UPDATE leases SET expires_at = LEAST(expires_at, now()), next_attempt_at = CASE WHEN claimed_by IS NULL THEN LEAST(next_attempt_at, now()) ELSE next_attempt_at END
     WHERE id = ANY ($1::uuid[]) AND status <> 'released'`,
    [ending.map(({ id }) => id)],
  );
  return due.rowCount ?? 0;
}
