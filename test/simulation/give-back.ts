/** A process that gives back what is due, and looks after what lost its run. */
import { newId } from "../../src/ids.ts";
import { silentLog } from "../../src/log.ts";
import { newReturning } from "../../src/respond/leases.ts";
import { settleOrphans } from "../../src/respond/orphans.ts";
import type { TestStore } from "../support/database.ts";
import { DIED, type Life } from "./life.ts";
import type { Scene } from "./scene.ts";

/** One round of one process, which may die in it: then whatever it had in hand is free. */
export async function giveBack(store: TestStore, scenes: ReadonlyMap<string, Scene>, life: Life): Promise<void> {
  const worker = newId();
  await store.database.system.query("INSERT INTO workers (id) VALUES ($1)", [worker]);
  const deps = {
    ...{ database: life.reach(store.database), worker, log: silentLog },
    content: async (workspaceId: string) => scenes.get(workspaceId)!.contentOf(life),
  };
  const returning = newReturning(deps);
  const given = returning.takeDue().then(returning.settled);
  const outcome = await Promise.race([Promise.all([given, settleOrphans(deps)]), life.death]);
  if (outcome === DIED) await store.database.system.query("DELETE FROM workers WHERE id = $1", [worker]);
}

/** The clock jumps past the time that what lost its run is left alone; answers how much of it nobody has looked at. */
export async function ageOrphans(store: TestStore, workspaceIds: readonly string[]): Promise<number> {
  const lost = await store.database.system.query(
    `UPDATE effects e SET intended_at = intended_at - interval '2 minutes', tried_at = tried_at - interval '2 minutes', looked_at = looked_at - interval '2 minutes' FROM runs r
     WHERE r.id = e.run_id AND r.status = 'cancelled' AND e.status = 'intended' AND e.workspace_id = ANY ($1::uuid[])`,
    [workspaceIds],
  );
  return lost.rowCount ?? 0;
}
