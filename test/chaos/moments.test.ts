/** kill -9 at named moments. CORDON_CHAOS_MOMENTS says at how many, chosen by CORDON_CHAOS_SEED; `npm run chaos` takes them all. */
import { afterEach, expect, test } from "vitest";
import { sampleOf } from "../support/dice.ts";
import { damageOf, NO_DAMAGE } from "./damage.ts";
import { type AfterMoments, killAtMoments, lateReleases } from "./kill-at-moments.ts";
import { untilQuiet } from "./ledger.ts";
import { MOMENTS } from "./moments.ts";

const COUNT = Number(process.env.CORDON_CHAOS_MOMENTS ?? 6);
const SEED = Number(process.env.CORDON_CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));

let after: AfterMoments | undefined;
afterEach(() => after?.clear());

test("killed before or after any commit or call of a response, it goes on and ends it, and has done everything once", async () => {
  const moments = sampleOf(MOMENTS, COUNT, SEED);
  console.log(`chaos: CORDON_CHAOS_SEED=${SEED}: ${moments.map(({ when, what }) => `${when} ${what}`).join("; ")}`);
  after = await killAtMoments(moments, true);
  await untilQuiet(after.installation, 60_000);
  const { damage, ledger } = await damageOf(after);
  console.log(JSON.stringify({ kills: after.kills, calls: after.calls, runs: ledger.runs.length, unmet: after.unmet }));
  const late = await lateReleases(after);
  if (late.length > 0) console.log(after.cordons[0]!.words());
  expect(damage).toEqual(NO_DAMAGE);
  expect(after.testimonies).toEqual([]);
  expect(after.unmet).toEqual([]);
  expect(late).toEqual([]);
  expect(after.kills).toBeGreaterThanOrEqual(COUNT);
  expect(after.calls).toBeGreaterThanOrEqual(COUNT);
});
