/**
 * `npm run chaos -- --trials N [--seeds N] [--seed S] [--json]`: kill -9 at N moments of the way, of Cordon, of Cordon and its Postgres, and of one of
 * two Cordons; and as many seeded worlds of the simulation. Prints how often each invariant was tried and hurt; with --json one object
 * last. Exit code 1 when one was hurt.
 */
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { damageOf } from "./damage.ts";
import { killAgainAndAgain, type Plan } from "./kill-again.ts";
import { untilQuiet } from "./ledger.ts";

const { values } = parseArgs({
  options: {
    trials: { type: "string", default: "20" },
    seeds: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    json: { type: "boolean", default: false },
  },
});
const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);

const INVARIANTS = {
  I1: "accepted alerts are kept",
  I2: "one effect per key, else an explicit unknown",
  I3: "no effect without a decision on the same arguments",
  I4: "intent before the effect, outcome after",
  I5: "nothing crosses workspaces",
  I6: "containment ends, across crashes",
  I7: "budgets hold under concurrency",
  I8: "the stop button holds",
} as const;
type Invariant = keyof typeof INVARIANTS;

interface Row {
  trials: number;
  violations: number;
}
const table = Object.fromEntries(Object.keys(INVARIANTS).map((id) => [id, { trials: 0, violations: 0 }])) as Record<
  Invariant,
  Row
>;
let crashed = 0;

function count(id: Invariant, trials: number, found: readonly unknown[]): void {
  table[id].trials += trials;
  table[id].violations += found.length;
  for (const one of found) say(`${id}: ${typeof one === "string" ? one : JSON.stringify(one)}`);
}

async function killing(name: string, plan: Pick<Plan, "cordons" | "postmasters" | "kills">): Promise<void> {
  if (plan.kills === 0) return;
  say(`${name}: ${plan.kills} kills`);
  const aftermath = await killAgainAndAgain({ ...plan, seed: Number(values.seed), perSecond: 12, leaseSeconds: 15 });
  try {
    await untilQuiet(aftermath.installation, 150_000);
    const { damage } = await damageOf(aftermath);
    count("I1", plan.kills, [...damage.lost, ...damage.refusals]);
    count("I2", plan.kills, damage.doneTwice);
    count("I4", plan.kills, [
      ...damage.stuck,
      ...damage.withoutOutcome.map((number) => `incident ${number} has no outcome`),
    ]);
    count("I6", plan.kills, damage.leases);
    crashed += aftermath.cordons.filter((cordon) => cordon.diedByItself()).length;
  } finally {
    await aftermath.clear();
  }
}

interface Simulated {
  simulation: number;
  seeds: number;
  violations: { seed: number; invariant: Invariant; what: string }[];
}

/** The simulation is a test; what it found is in the line that it prints. */
async function simulating(seeds: number): Promise<void> {
  if (seeds === 0) return;
  say(`simulation: ${seeds} worlds`);
  const env = { ...process.env, CORDON_SIMULATION_SEEDS: String(seeds), CORDON_SIMULATION_SEED: values.seed };
  const child = spawn("npx", ["vitest", "run", "--project", "simulation", "--reporter=dot"], { env });
  let words = "";
  child.stdout.on("data", (chunk) => (words += chunk));
  child.stderr.on("data", (chunk) => (words += chunk));
  await new Promise((resolve) => child.once("exit", resolve));
  const line = words.split("\n").find((one) => one.startsWith('{"simulation"'));
  if (line === undefined) throw new Error(`The simulation did not come to its end:\n${words.slice(-2_000)}`);
  const found = JSON.parse(line) as Simulated;
  for (const id of ["I2", "I3", "I4", "I5", "I6", "I7", "I8"] as const)
    count(
      id,
      found.seeds,
      found.violations.filter((one) => one.invariant === id),
    );
}

const kills = Number(values.trials);
const share = (of: number) => Math.round(kills * of);
await killing("one Cordon", { cordons: 1, postmasters: 0, kills: kills - 2 * share(0.3) });
await killing("one Cordon and its Postgres", { cordons: 1, postmasters: 0.5, kills: share(0.3) });
await killing("two Cordons", { cordons: 2, postmasters: 0, kills: share(0.3) });
await simulating(Number(values.seeds));

say(`seed ${values.seed}`);
for (const [id, words] of Object.entries(INVARIANTS)) {
  const { trials, violations } = table[id as Invariant];
  say(`${id}  ${words.padEnd(52)} ${String(trials).padStart(6)} trials  ${String(violations).padStart(4)} violations`);
}
const violations = Object.values(table).reduce((sum, row) => sum + row.violations, crashed);
if (values.json)
  process.stdout.write(
    `${JSON.stringify({ trials: kills + Number(values.seeds), violations, crashed, seed: Number(values.seed), invariants: table })}\n`,
  );
process.exitCode = violations === 0 ? 0 : 1;
