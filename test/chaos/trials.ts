/** The kinds of trial that `npm run chaos` makes; each notes in the table what it saw from the outside. */
import { spawn } from "node:child_process";
import { overfill } from "./at-a-time.ts";
import { contained, type Damage, damageOf, kept, type Witnesses } from "./damage.ts";
import { failCalls } from "./fail-calls.ts";
import { killAgainAndAgain, type Plan } from "./kill-again.ts";
import { killAtMoments, lateReleases } from "./kill-at-moments.ts";
import { untilQuiet } from "./ledger.ts";
import type { Moment } from "./moments.ts";
import type { Table } from "./table.ts";
import type { Testimony } from "./witness.ts";

const QUIET_MS = 180_000;

/** What was taken in, what of it is there, and what was contained exactly once, by the range's count. */
export interface Tally {
  accepted: number;
  kept: number;
  containedOnce: number;
  containedTwice: number;
  /** Cordons that ended by themselves. */
  crashed: number;
}

/** kill -9 at random moments; answers how often. */
export async function killing(
  table: Table,
  seed: number,
  plan: Pick<Plan, "cordons" | "postmasters" | "kills" | "atATime">,
): Promise<Tally & { kills: number }> {
  const after = await killAgainAndAgain({ ...plan, seed, perSecond: 12, leaseSeconds: 15 });
  try {
    const full = plan.atATime === null ? null : await overfill(after, plan.atATime);
    const tally = await judge(table, after, after.kills);
    if (full !== null) table.count("I7", full.blocks, full.faults);
    const crashed = after.cordons.filter((cordon) => cordon.diedByItself()).length;
    return { ...tally, crashed, kills: after.kills };
  } finally {
    await after.clear();
  }
}

/** kill -9 at named moments; answers how often. */
export async function killingAt(table: Table, moments: readonly Moment[]): Promise<Tally & { kills: number }> {
  const after = await killAtMoments(moments, true);
  try {
    const tally = await judge(table, after, after.kills);
    table.count(
      "I4",
      0,
      after.unmet.map((what) => `it never came to: ${what}`),
    );
    table.count("I6", after.kills, await lateReleases(after));
    testified(table, after.calls, after.testimonies);
    return { ...tally, kills: after.kills };
  } finally {
    await after.clear();
  }
}

/** Calls of products that fail; answers how often each fault happened. */
export async function failing(table: Table, count: number, seed: number): Promise<Record<string, number>> {
  const after = await failCalls(count, seed);
  try {
    await judge(table, after, count, { folded: true });
    testified(table, after.calls, after.testimonies);
    return after.faults;
  } finally {
    await after.clear();
  }
}

async function judge(
  table: Table,
  after: Witnesses,
  trials: number,
  how: { folded: boolean } = { folded: false },
): Promise<Tally> {
  await untilQuiet(after.installation, QUIET_MS);
  const { damage, ledger, counted } = await damageOf(after, how);
  note(table, trials, damage);
  const tally = contained(counted);
  return { accepted: after.feeder.acknowledged.size, kept: kept(after, ledger), ...tally, crashed: 0 };
}

function note(table: Table, trials: number, damage: Damage): void {
  table.count("I1", trials, [...damage.lost, ...damage.refusals]);
  table.count("I2", trials, damage.doneTwice);
  const open = damage.withoutOutcome.map((number) => `incident ${number} has no outcome`);
  table.count("I4", trials, [...damage.stuck, ...open, ...damage.audit]);
  table.count("I6", trials, damage.leases);
}

function testified(table: Table, calls: number, testimonies: readonly Testimony[]): void {
  for (const id of ["I3", "I4", "I5"] as const)
    table.count(
      id,
      calls,
      testimonies.filter(({ invariant }) => invariant === id).map(({ what }) => what),
    );
}

interface Simulated {
  simulation: number;
  seeds: number;
  violations: { seed: number; invariant: string; what: string }[];
}

/** The simulation is a test; what it found is in the line that it prints. */
export async function simulating(table: Table, seeds: number, seed: number): Promise<void> {
  const env = { ...process.env, CORDON_SIMULATION_SEEDS: String(seeds), CORDON_SIMULATION_SEED: String(seed) };
  const child = spawn("npx", ["vitest", "run", "--project", "simulation", "--reporter=dot"], { env });
  let words = "";
  child.stdout.on("data", (chunk) => (words += chunk));
  child.stderr.on("data", (chunk) => (words += chunk));
  await new Promise((resolve) => child.once("exit", resolve));
  const line = words.split("\n").find((one) => one.startsWith('{"simulation"'));
  if (line === undefined) throw new Error(`The simulation did not come to its end:\n${words.slice(-2_000)}`);
  const found = JSON.parse(line) as Simulated;
  for (const id of ["I2", "I3", "I4", "I5", "I6", "I7", "I8"] as const)
    table.count(
      id,
      found.seeds,
      found.violations.filter((one) => one.invariant === id),
    );
}
