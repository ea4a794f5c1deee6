/** CORDON_CHAOS_FAULTS says how many calls fail, CORDON_CHAOS_SEED repeats a run. */
import { afterEach, expect, test } from "vitest";
import { damageOf, NO_DAMAGE } from "./damage.ts";
import { type AfterFaults, failCalls } from "./fail-calls.ts";
import { untilQuiet } from "./ledger.ts";

const COUNT = Number(process.env.CORDON_CHAOS_FAULTS ?? 40);
const SEED = Number(process.env.CORDON_CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));

let after: AfterFaults | undefined;
afterEach(() => after?.clear());

test("however the calls of products fail, nothing is lost, done twice, left unknown or never given back", async () => {
  console.log(`chaos: CORDON_CHAOS_SEED=${SEED}`);
  after = await failCalls(COUNT, SEED);
  await untilQuiet(after.installation, 120_000);
  const { damage, ledger } = await damageOf(after, { folded: true });
  console.log(
    JSON.stringify({ faults: after.faults, calls: after.calls, runs: ledger.runs.length, outcomes: ledger.outcomes }),
  );
  expect(damage).toEqual(NO_DAMAGE);
  expect(after.testimonies).toEqual([]);
  expect(Object.values(after.faults).reduce((sum, one) => sum + one, 0)).toBe(COUNT);
});
