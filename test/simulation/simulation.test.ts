/** CORDON_SIMULATION_SEEDS says how many worlds, CORDON_SIMULATION_SEED begins with one that failed. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestStore, testStore } from "../support/database.ts";
import { type Judged, simulate } from "./simulate.ts";

const SEEDS = Number(process.env.CORDON_SIMULATION_SEEDS ?? 2_000);
const FIRST = Number(process.env.CORDON_SIMULATION_SEED ?? 1);
const AT_ONCE = 100;
/** Each in a database of its own, taking the next hundred worlds when it is through with its own: one alone waits as often as it works. */
const LANES = 2;

const stores: TestStore[] = [];
beforeAll(async () => {
  for (let lane = 0; lane < LANES; lane += 1) stores.push(await testStore());
});
afterAll(async () => {
  for (const store of stores) await store.close();
});

test("in no world is an effect lost, done twice, undecided, over budget, behind the stop button or never given back", async () => {
  const judged: Judged[] = [];
  let next = FIRST;
  await Promise.all(
    stores.map(async (store) => {
      for (let from = next; from < FIRST + SEEDS; from = next) {
        next = from + AT_ONCE;
        const seeds = Array.from({ length: Math.min(AT_ONCE, FIRST + SEEDS - from) }, (_, index) => from + index);
        judged.push(...(await simulate(store, seeds)));
      }
    }),
  );
  const sum = (of: (one: Judged) => number) => judged.reduce((total, one) => total + of(one), 0);
  const figures = {
    blocks: sum((one) => one.blocks),
    released: sum((one) => one.released),
    asked: sum((one) => one.asked),
    unknown: sum((one) => one.unknown),
    full: sum((one) => one.full),
    byHand: sum((one) => one.byHand),
  };
  const violations = judged.flatMap(({ seed, violations: of }) => of.map((one) => ({ seed, ...one })));
  process.stdout.write(`\n${JSON.stringify({ simulation: FIRST, seeds: judged.length, ...figures, violations })}\n`);
  expect(violations).toEqual([]);
  // A simulation in which nothing happens proves nothing.
  if (SEEDS >= 100) for (const many of Object.values(figures)) expect(many).toBeGreaterThan(SEEDS / 50);
});
