/** kill -9, again and again, at every moment of the way. CORDON_CHAOS_KILLS says how often, CORDON_CHAOS_SEED repeats a run. */
import { afterEach, describe, expect, test } from "vitest";
import { AT_A_TIME, overfill } from "./at-a-time.ts";
import { damageOf, givenBack, NO_DAMAGE } from "./damage.ts";
import { type Aftermath, killAgainAndAgain, type Plan } from "./kill-again.ts";
import { untilQuiet } from "./ledger.ts";

const KILLS = Number(process.env.CORDON_CHAOS_KILLS ?? 15);
const SEED = Number(process.env.CORDON_CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe("an installation that is killed again and again", () => {
  let aftermath: Aftermath | undefined;
  afterEach(async () => {
    await aftermath?.clear();
    aftermath = undefined;
  });

  async function survives(
    name: string,
    plan: Pick<Plan, "cordons" | "postmasters" | "kills" | "atATime">,
  ): Promise<void> {
    console.log(`chaos: ${name}, CORDON_CHAOS_SEED=${SEED}`);
    const began = Date.now();
    aftermath = await killAgainAndAgain({ ...plan, seed: SEED, perSecond: 12, leaseSeconds: 15 });
    const full = plan.atATime === null ? null : await overfill(aftermath, plan.atATime);
    await untilQuiet(aftermath.installation, 150_000);
    const { damage, ledger, effects } = await damageOf(aftermath);
    const starts = aftermath.cordons.flatMap((cordon) => cordon.startTimes).sort((a, b) => a - b);
    const figures = {
      kills: aftermath.kills,
      postmasterKills: aftermath.postmasterKills,
      seconds: Math.round((Date.now() - began) / 1000),
      deliveries: aftermath.feeder.attempts(),
      alerts: aftermath.feeder.acknowledged.size,
      incidents: ledger.incidents,
      runs: ledger.runs.length,
      effects,
      leases: ledger.leases.length,
      givenBack: await givenBack(aftermath),
      restartMs: {
        p50: Math.round(starts[Math.floor(starts.length / 2)] ?? 0),
        max: Math.round(starts.at(-1) ?? 0),
      },
      outcomes: ledger.outcomes,
    };
    console.log(JSON.stringify({ chaos: name, seed: SEED, ...figures }));
    expect(damage).toEqual(NO_DAMAGE);
    expect(full?.faults ?? []).toEqual([]);
    expect(aftermath.cordons.filter((cordon) => cordon.diedByItself())).toEqual([]);
    expect(figures.givenBack).toBeGreaterThan(0);
  }

  test("loses no alert, hangs no run, does nothing twice", () =>
    survives("one Cordon", { cordons: 1, postmasters: 0, atATime: null, kills: share(0.4) }));

  test("and when its database's server is killed too", () =>
    survives("one Cordon and its Postgres", { cordons: 1, postmasters: 0.5, atATime: null, kills: share(0.3) }));

  test("and when two share one database", () =>
    survives("two Cordons", { cordons: 2, postmasters: 0, atATime: AT_A_TIME, kills: share(0.3) }));
});

function share(of: number): number {
  return Math.max(3, Math.round(KILLS * of));
}
