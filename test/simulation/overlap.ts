/** Containments end while runs want the same contained: whatever comes in between what, what the ledger holds afterwards is contained. */
import { sleep } from "../../src/clock.ts";
import type { TestStore } from "../support/database.ts";
import type { Dice } from "../support/dice.ts";
import { drive } from "./drive.ts";
import { ageOrphans, giveBack } from "./give-back.ts";
import { newLife } from "./life.ts";
import { laterWish, type Scene } from "./scene.ts";

interface Ending {
  id: string;
  workspaceId: string;
  ip: string;
}

/** Other addresses that are wanted blocked at the same moment, where only so many may be. */
const OTHERS = 2;
const MOST_ROUNDS = 60;
const AT_ONCE = 8;
/** About as long as a release takes here. */
const LATEST_MS = 25;

/** What is contained now ends, a few at a time, and for half of it somebody asks at about the same moment. */
export async function overlap(store: TestStore, scenes: readonly Scene[], dice: Dice): Promise<void> {
  const byWorkspace = new Map(scenes.map((scene) => [scene.workspaceId, scene]));
  const ending = (await inForce(store, scenes)).filter(() => dice.chance(0.5));
  for (let from = 0; from < ending.length; from += AT_ONCE)
    await together(store, byWorkspace, ending.slice(from, from + AT_ONCE), dice);
  await holdsWhatItSays(store, scenes);
}

/** What the ledger holds is contained, whatever came in between what. */
export async function holdsWhatItSays(store: TestStore, scenes: readonly Scene[]): Promise<void> {
  const byWorkspace = new Map(scenes.map((scene) => [scene.workspaceId, scene]));
  for (const { workspaceId, ip } of await inForce(store, scenes)) {
    const { firewall, violations } = byWorkspace.get(workspaceId)!;
    if (!firewall.blocked.has(ip))
      violations.push({ invariant: "I6", what: `the ledger holds ${ip}, and it is not blocked` });
  }
}

async function together(
  store: TestStore,
  scenes: ReadonlyMap<string, Scene>,
  ending: readonly Ending[],
  dice: Dice,
): Promise<void> {
  let driving = true;
  const wanted = ending.flatMap(({ id, workspaceId, ip }) => [
    { workspaceId, ip },
    ...(scenes.get(workspaceId)!.atATime === null ? [] : othersThan(id, workspaceId)),
  ]);
  const driven = Promise.all(
    wanted.map(async ({ workspaceId, ip }, index) => {
      const scene = scenes.get(workspaceId)!;
      const wish = await laterWish(store, scene, ip, index);
      await sleep(dice.between(0, LATEST_MS));
      return drive(store, scene, wish, false);
    }),
  ).finally(() => {
    driving = false;
  });
  for (let round = 0; round < MOST_ROUNDS || driving; round += 1) {
    await ageOrphans(store, [...scenes.keys()]);
    if ((await makeDue(store, ending)) === 0) break;
    await giveBack(store, scenes, newLife(dice, round < MOST_ROUNDS / 2 ? 0.05 : 0));
  }
  await driven;
}

function othersThan(id: string, workspaceId: string): Pick<Ending, "workspaceId" | "ip">[] {
  const [third, fourth] = [id.slice(-4, -2), id.slice(-2)].map((byte) => Number.parseInt(byte, 16));
  return Array.from({ length: OTHERS }, (_none, n) => ({ workspaceId, ip: `198.${18 + n}.${third}.${fourth}` }));
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
