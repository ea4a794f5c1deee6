/** When all is over, what is not in force takes no room of a budget of so many at a time: as many as there is room for are let through, and not one more. */
import type { TestStore } from "../support/database.ts";
import { diceOf } from "../support/dice.ts";
import { drive } from "./drive.ts";
import { giveBack } from "./give-back.ts";
import { newLife } from "./life.ts";
import { laterWish, type Scene } from "./scene.ts";

const MOST_ROUNDS = 30;
/** Seeds of wishes are apart from those before. */
const LATER = 500;

export async function comesBack(
  store: TestStore,
  scenes: readonly Scene[],
  release: (scenes: readonly Scene[]) => Promise<void>,
): Promise<void> {
  const bounded = scenes.filter(({ atATime }) => atATime !== null);
  for (const scene of bounded) {
    scene.firewall.recover();
    scene.deadliness = 0;
  }
  await lookAfterAll(store, bounded);
  await release(bounded);
  await Promise.all(bounded.map((scene) => fill(store, scene)));
  await release(bounded);
}

/** Every run is over, and somebody looks after what it left, again and again. */
async function lookAfterAll(store: TestStore, scenes: readonly Scene[]): Promise<void> {
  const { system } = store.database;
  const byWorkspace = new Map(scenes.map((scene) => [scene.workspaceId, scene]));
  const readable = scenes.filter(({ firewall }) => firewall.nature.readable).map(({ workspaceId }) => workspaceId);
  await system.query("UPDATE runs SET status = 'done', owner = NULL WHERE workspace_id = ANY ($1::uuid[])", [
    [...byWorkspace.keys()],
  ]);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const open = await system.query(
      `UPDATE effects SET intended_at = intended_at - interval '20 minutes', tried_at = tried_at - interval '20 minutes', looked_at = looked_at - interval '20 minutes'
       WHERE workspace_id = ANY ($1::uuid[]) AND run_id IS NOT NULL AND status IN ('intended', 'unknown')`,
      [readable],
    );
    if (open.rowCount === 0) return;
    await giveBack(store, byWorkspace, newLife(diceOf(round), 0));
  }
}

/** One more than there is room for want what they want at once. */
async function fill(store: TestStore, scene: Scene): Promise<void> {
  const { most } = scene.atATime!;
  const held = await heldIn(store, scene);
  const violate = (what: string) => void scene.violations.push({ invariant: "I7", what });
  if (scene.firewall.nature.readable && held > 0) violate(`${held} of ${most} take room when all is over`);
  const room = Math.max(0, most - held);
  const ends = await Promise.all(
    Array.from({ length: room + 1 }, async (_none, n) =>
      drive(store, scene, await laterWish(store, scene, `198.51.100.${n + 1}`, LATER + n), false),
    ),
  );
  const through = ends.filter((end) => end === "settled").length;
  if (through !== room)
    violate(`${through} were let through with room for ${room} of ${most} (${scene.atATime!.kind})`);
}

/** How many addresses are, or may be, blocked, by the journal and the ledger. */
async function heldIn(store: TestStore, { workspaceId }: Scene): Promise<number> {
  const found = await store.database.system.query<{ held: number }>(
    `SELECT count(DISTINCT e.entity_key)::int AS held FROM effects e LEFT JOIN leases l ON l.effect_id = e.id
     WHERE e.workspace_id = $1 AND e.capability = 'network.block-ip' AND (e.status IN ('intended', 'unknown') OR l.status <> 'released')`,
    [workspaceId],
  );
  return found.rows[0]!.held;
}
