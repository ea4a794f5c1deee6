/** A process that gives back what is due. */
import { newId } from "../../src/ids.ts";
import { silentLog } from "../../src/log.ts";
import { newReturning } from "../../src/respond/leases.ts";
import type { TestStore } from "../support/database.ts";
import { DIED, type Life } from "./life.ts";
import type { Scene } from "./scene.ts";

/** One round of one process, which may die in it: then whatever it had in hand is free. */
export async function giveBack(store: TestStore, scenes: ReadonlyMap<string, Scene>, life: Life): Promise<void> {
  const worker = newId();
  await store.database.system.query("INSERT INTO workers (id) VALUES ($1)", [worker]);
  const returning = newReturning({
    ...{ database: life.reach(store.database), worker, log: silentLog },
    content: async (workspaceId) => scenes.get(workspaceId)!.contentOf(life),
  });
  const outcome = await Promise.race([returning.takeDue().then(returning.settled), life.death]);
  if (outcome === DIED) await store.database.system.query("DELETE FROM workers WHERE id = $1", [worker]);
}
