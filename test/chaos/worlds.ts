/** What a chaos run is made of: worlds of their own, small enough that each is judged while one still remembers how it came about. */
import { sampleOf } from "../support/dice.ts";
import { AT_A_TIME } from "./at-a-time.ts";
import type { Plan } from "./kill-again.ts";
import { MOMENTS } from "./moments.ts";
import type { Table } from "./table.ts";
import { failing, killing, killingAt, simulating, type Tally } from "./trials.ts";

export interface Counts {
  trials: number;
  moments: number;
  "postgres-stops": number;
  faults: number;
  seeds: number;
}

/** What one world has to say. */
export interface Told {
  /** Trials of its kind; kills where it kills. */
  trials: number;
  kills: number;
  tally?: Tally;
}

export interface World {
  name: string;
  run(table: Table): Promise<Told>;
}

/** An installation takes half a minute to make and to come to rest; that is shared by so many kills. */
const KILLS_A_WORLD = 25;

/** The worlds that these counts ask for, the kinds in turns: whoever is stopped half-way has seen some of each. */
export function worldsOf(counts: Counts, seed: number): World[] {
  const share = Math.round(counts.trials * 0.3);
  return inTurns([
    kills("one Cordon", counts.trials - 2 * share, seed, { cordons: 1, postmasters: 0, atATime: null }),
    kills("one Cordon and its Postgres", share, seed + 1_000, { cordons: 1, postmasters: 0.5, atATime: null }),
    kills("two Cordons", share, seed + 2_000, { cordons: 2, postmasters: 0, atATime: AT_A_TIME }),
    kills("its Postgres alone", counts["postgres-stops"], seed + 3_000, { cordons: 1, postmasters: 1, atATime: null }),
    // Each takes every moment once, in a new installation.
    parts("named moments", counts.moments, MOMENTS.length, seed, async (table, some, dice) => {
      const { kills, ...tally } = await killingAt(table, sampleOf(MOMENTS, some, dice));
      return { trials: kills, kills, tally };
    }),
    parts("calls that fail", counts.faults, counts.faults, seed, async (table, some, dice) => {
      await failing(table, some, dice);
      return { trials: some, kills: 0 };
    }),
    parts("simulation", counts.seeds, counts.seeds, seed, async (table, some, dice) => {
      await simulating(table, some, dice);
      return { trials: some, kills: 0 };
    }),
  ]);
}

type KillingPlan = Pick<Plan, "cordons" | "postmasters" | "atATime">;

function kills(name: string, count: number, seed: number, plan: KillingPlan): World[] {
  return parts(name, count, KILLS_A_WORLD, seed, async (table, some, dice) => {
    const { kills, ...tally } = await killing(table, dice, { ...plan, kills: some });
    return { trials: kills, kills, tally };
  });
}

/** So many in worlds of at most so many, each under a seed of its own. */
function parts(
  name: string,
  count: number,
  most: number,
  seed: number,
  run: (table: Table, count: number, seed: number) => Promise<Told>,
): World[] {
  const worlds: World[] = [];
  for (let left = count; left > 0; left -= most) {
    const some = Math.min(left, most);
    const own = seed + worlds.length;
    worlds.push({ name: `${name} ${worlds.length + 1} (${some})`, run: (table) => run(table, some, own) });
  }
  return worlds;
}

function inTurns(kinds: readonly (readonly World[])[]): World[] {
  const longest = Math.max(...kinds.map((worlds) => worlds.length));
  return Array.from({ length: longest }, (_, turn) => kinds.flatMap((worlds) => worlds.slice(turn, turn + 1))).flat();
}
