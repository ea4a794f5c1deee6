/** Takes a wish through the very functions of production, one process after another, until it is settled: as often as a process dies, the next goes on. */

import { sleep } from "../../src/clock.ts";
import { capabilities } from "../../src/connector/capabilities/catalog.ts";
import type { Activity } from "../../src/engine/kind.ts";
import { newId } from "../../src/ids.ts";
import type { Perform, RunEvent } from "../../src/playbook/state.ts";
import { actionFor } from "../../src/respond/content.ts";
import { effectActivity } from "../../src/respond/effect-activity.ts";
import type { Ask } from "../../src/respond/intend.ts";
import { transaction } from "../../src/store/database.ts";
import type { TestStore } from "../support/database.ts";
import { DIED, type Died, type Life, newLife } from "./life.ts";
import type { Scene, Wish } from "./scene.ts";

/** How a wish ended: done with, asked of people, or held by the stop button. */
export type Ended = "settled" | "asked" | "held";

const RETRIES = 3;
/** Short beside what production waits: a world has little time. */
const OUT_OF_TURN_MS = 5;
/** Between a failure and the next attempt others come in. */
const AGAIN_MS = 15;
/** Deaths in a row after which fate has had its say. */
const MOST_DEATHS = 12;
/** How often somebody cancels the run then: what was under way has lost it. */
const CANCELLED = 0.1;

export async function drive(store: TestStore, scene: Scene, wish: Wish, begun: boolean): Promise<Ended> {
  let again = begun;
  let retries = 0;
  if (!begun) await sleep(wish.afterMs);
  for (let deaths = 0; ; ) {
    const life = newLife(wish.dice, deaths < MOST_DEATHS ? scene.deadliness : 0);
    await takeUp(store, wish);
    const outcome = await Promise.race([attempt(store, scene, wish, life, again), life.death]);
    again = true;
    if (outcome === DIED) {
      deaths += 1;
      if (!wish.dice.chance(CANCELLED)) continue;
      await cancel(store, wish);
      return "settled";
    }
    await letGo(store, wish);
    if (outcome === "out-of-turn") await sleep(OUT_OF_TURN_MS);
    else if (outcome !== "again") return outcome;
    else if (++retries > RETRIES) return "settled";
    else if (scene.atATime !== null) await sleep(AGAIN_MS);
  }
}

/** As the engine has it: a run is somebody's from before its effect is asked for until its outcome is written, also when that somebody is dead. */
async function takeUp(store: TestStore, { run }: Wish): Promise<void> {
  await store.database.system.query(
    `INSERT INTO runs (id, workspace_id, subject_id, program_id, status, state, owner) VALUES ($1, $2, $3, $4, 'running', '{}', $5)
     ON CONFLICT (id) DO UPDATE SET owner = excluded.owner`,
    [run.id, run.workspaceId, run.subjectId, run.programId, newId()],
  );
}

async function cancel(store: TestStore, { run }: Wish): Promise<void> {
  await store.database.system.query("UPDATE runs SET owner = NULL, status = 'cancelled' WHERE id = $1", [run.id]);
}

async function letGo(store: TestStore, { run }: Wish): Promise<void> {
  await store.database.system.query("UPDATE runs SET owner = NULL WHERE id = $1", [run.id]);
}

async function attempt(
  store: TestStore,
  scene: Scene,
  wish: Wish,
  life: Life,
  again: boolean,
): Promise<Ended | "again" | "out-of-turn" | Died> {
  const perform = performOf(wish);
  const content = scene.contentOf(life);
  const ready = actionFor(content, perform.capability, null)!;
  const activity: Activity<RunEvent> = effectActivity({ ...wish.loaded, content }, wish.run, perform, ready, again);
  await life.moment();
  const [standing] = (await inTransaction(store, life, async (client) =>
    activity.prepare!.writer.write(client, [activity.prepare!.row as Ask]),
  )) as { kind: string }[];
  await life.moment();
  const { event, writes } = await activity.perform(standing, new AbortController().signal);
  await life.moment();
  await inTransaction(store, life, async (client) => {
    for (const { writer, row } of writes) await writer.write(client, [row]);
  });
  await life.moment();
  if (standing!.kind === "held" || standing!.kind === "out-of-turn") return standing!.kind as "held" | "out-of-turn";
  if (event.kind === "parked") return "asked";
  return event.kind === "failed" && event.error.root === "transient" ? "again" : "settled";
}

/** What is written when the process dies on the way to the commit is not written. */
async function inTransaction<T>(
  store: TestStore,
  life: Life,
  work: (client: Parameters<Parameters<typeof transaction>[1]>[0]) => Promise<T>,
): Promise<T> {
  return transaction(store.database.system, async (client) => {
    life.momentInside();
    const done = await work(client);
    life.momentInside();
    return done;
  }).catch((error) => {
    if (error === DIED) return new Promise<never>(() => {});
    throw error;
  });
}

function performOf({ ip, verb }: Wish): Perform {
  const capability = `network.${verb}-ip`;
  const { input } = capabilities.get(capability)!;
  return {
    ...{ kind: "action", token: "t1", key: verb, node: verb, capability, connection: null },
    ...{
      input: input.parse({ ip, reason: "simulated" }) as Record<string, unknown>,
      timeoutMs: 60_000,
      leaseSeconds: verb === "block" ? 3600 : null,
    },
  } as unknown as Perform;
}
