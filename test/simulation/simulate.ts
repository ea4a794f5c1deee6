/**
 * Seeded simulation of containment: the functions of production over a real journal, in worlds of their own with faults, dying processes, a stop
 * button and a clock that jumps. What each actor does follows from the seed; how actors come in between one another is the event loop's.
 */
import { sleep } from "../../src/clock.ts";
import { transaction } from "../../src/store/database.ts";
import { freeze, thaw } from "../../src/store/freeze.ts";
import type { TestStore } from "../support/database.ts";
import { type Dice, diceOf } from "../support/dice.ts";
import { comesBack } from "./comes-back.ts";
import { drive, type Ended } from "./drive.ts";
import { ageOrphans, giveBack } from "./give-back.ts";
import { newLife } from "./life.ts";
import { holdsWhatItSays, overlap } from "./overlap.ts";
import { newScene, type Scene } from "./scene.ts";
import { judge } from "./verdict.ts";

export interface Judged {
  seed: number;
  violations: { invariant: string; what: string }[];
  /** What happened, so that a simulation in which nothing happens is seen. */
  blocks: number;
  released: number;
  held: number;
  asked: number;
  unknown: number;
  /** Asked of people because as much as may be was in force. */
  full: number;
  /** Contained anew by somebody's own hands. */
  byHand: number;
}

/** Simulates these seeds side by side. */
export async function simulate(store: TestStore, seeds: readonly number[]): Promise<Judged[]> {
  const scenes = await Promise.all(seeds.map((seed) => newScene(store, seed)));
  const responding = Promise.all(scenes.map((scene) => respond(store, scene)));
  const ended = await lookingAfter(store, scenes, diceOf(seeds[0]! + 11), responding);
  await holdsWhatItSays(store, scenes);
  await overlap(store, scenes, diceOf(seeds[0]! + 5));
  await release(store, scenes, diceOf(seeds[0]! + 7));
  await comesBack(store, scenes, (some) => release(store, some, diceOf(seeds[0]! + 9)));
  return Promise.all(scenes.map((scene, index) => judge(store, scene, ended[index]!)));
}

const LOOK_EVERY_MS = 50;

/** Somebody looks after what lost its run for as long as runs are at work: what wants the opposite waits for that. */
async function lookingAfter<T>(
  store: TestStore,
  scenes: readonly Scene[],
  dice: Dice,
  working: Promise<T>,
): Promise<T> {
  const byWorkspace = new Map(scenes.map((scene) => [scene.workspaceId, scene]));
  let over = false;
  const worked = working.finally(() => {
    over = true;
  });
  while (!over) {
    await ageOrphans(store, [...byWorkspace.keys()]);
    await giveBack(store, byWorkspace, newLife(dice, 0.05));
    await sleep(LOOK_EVERY_MS);
  }
  return worked;
}

async function respond(store: TestStore, scene: Scene): Promise<Ended[]> {
  const pressed = scene.freezes ? pressStop(store, scene) : null;
  const first = await Promise.all(scene.wishes.map((wish) => drive(store, scene, wish, false)));
  if (pressed !== null) await letGo(store, scene, await pressed);
  return Promise.all(
    first.map((end, index) => (end === "held" ? drive(store, scene, scene.wishes[index]!, true) : end)),
  );
}

const HOW = { by: "person:ada", reason: "something is wrong" };

async function pressStop(store: TestStore, scene: Scene): Promise<string> {
  const { system } = store.database;
  const what = { scope: "workspace", name: "", ...HOW } as const;
  const id = await transaction(system, (client) => freeze(client, scene.workspaceId, what));
  scene.frozenAt = (await system.query<{ at: Date }>("SELECT clock_timestamp() AS at")).rows[0]!.at;
  return id;
}

async function letGo(store: TestStore, scene: Scene, id: string): Promise<void> {
  await transaction(store.database.system, (client) => thaw(client, scene.workspaceId, id, HOW));
  scene.frozenAt = null;
}

const MOST_ROUNDS = 60;

/** The clock jumps past the end of every lease, again and again, and processes that give back die as well. */
async function release(store: TestStore, scenes: readonly Scene[], dice: Dice): Promise<void> {
  const byWorkspace = new Map(scenes.map((scene) => [scene.workspaceId, scene]));
  for (const { firewall } of scenes)
    for (const ip of firewall.blocked) if (dice.chance(0.05)) firewall.unblockByHand(ip);
  await containAnewByHand(store, byWorkspace, dice);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if ((await jumpAhead(store, byWorkspace)) === 0) return;
    await giveBack(store, byWorkspace, newLife(dice, round < MOST_ROUNDS / 2 ? 0.05 : 0));
  }
}

const BY_HAND = 0.1;

/**
 * Somebody undoes what is contained and does the same by hand. Only where the ledger knows what it holds: of what was cut off in the middle nobody has
 * seen yet which was its own.
 */
async function containAnewByHand(store: TestStore, scenes: ReadonlyMap<string, Scene>, dice: Dice): Promise<void> {
  const { rows } = await store.database.system.query<{ workspaceId: string; ip: string }>(
    `SELECT DISTINCT l.workspace_id AS "workspaceId", l.entity_key AS ip FROM leases l
     WHERE l.workspace_id = ANY ($1::uuid[]) AND l.status = 'active' AND NOT EXISTS (SELECT 1 FROM effects e LEFT JOIN leases o ON o.effect_id = e.id
       WHERE e.workspace_id = l.workspace_id AND e.entity_key = l.entity_key
         AND (e.status IN ('intended', 'unknown') OR (o.status <> 'released' AND (o.mark IS NULL OR o.status = 'releasing')))) ORDER BY ip`,
    [[...scenes.keys()]],
  );
  for (const { workspaceId, ip } of rows) {
    const { firewall } = scenes.get(workspaceId)!;
    if (firewall.nature.marks && firewall.blocked.has(ip) && dice.chance(BY_HAND)) firewall.blockAnewByHand(ip);
  }
}

/** Answers how many leases there are that have not ended, and effects that nobody has looked after. */
async function jumpAhead(store: TestStore, scenes: ReadonlyMap<string, Scene>): Promise<number> {
  const lost = await ageOrphans(store, [...scenes.keys()]);
  const due = await store.database.system.query(
    `UPDATE leases SET expires_at = LEAST(expires_at, now()), next_attempt_at = LEAST(next_attempt_at, now())
     WHERE workspace_id = ANY ($1::uuid[]) AND status <> 'released'`,
    [[...scenes.keys()]],
  );
  return lost + (due.rowCount ?? 0);
}
