/**
 * `npm run chaos -- --trials N [--moments N] [--postgres-stops N] [--faults N] [--seeds N] [--seed S] [--json]`: kill -9 at N random moments, of
 * Cordon, of Cordon and its Postgres, and of one of two Cordons; at named moments, before and after every commit and call of a response; the
 * database's server stopped at once under load; calls of products that fail; and seeded worlds of the simulation. Prints how often each
 * invariant was tried and hurt; with --json one object last. Exit code 1 when one was hurt.
 */
import { parseArgs } from "node:util";
import { sampleOf } from "../support/dice.ts";
import { MOMENTS } from "./moments.ts";
import { newTable } from "./table.ts";
import { failing, killing, killingAt, simulating, type Tally } from "./trials.ts";

const { values } = parseArgs({
  options: {
    trials: { type: "string", default: "20" },
    moments: { type: "string", default: String(MOMENTS.length) },
    "postgres-stops": { type: "string", default: "5" },
    faults: { type: "string", default: "60" },
    seeds: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    json: { type: "boolean", default: false },
  },
});
const say = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const table = newTable(say);
const seed = Number(values.seed);
const [trials, moments, stops, faults, seeds] = (
  ["trials", "moments", "postgres-stops", "faults", "seeds"] as const
).map((name) => Number(values[name])) as [number, number, number, number, number];
const tallies: Record<string, Tally> = {};
let kills = 0;

async function killed(name: string, count: number, plan: { cordons: 1 | 2; postmasters: number }): Promise<void> {
  if (count === 0) return;
  say(`${name}: ${count} kills`);
  tallies[name] = await killing(table, seed, { ...plan, kills: count });
  kills += count;
}

const share = Math.round(trials * 0.3);
await killed("one Cordon", trials - 2 * share, { cordons: 1, postmasters: 0 });
await killed("one Cordon and its Postgres", share, { cordons: 1, postmasters: 0.5 });
await killed("two Cordons", share, { cordons: 2, postmasters: 0 });
await killed("its Postgres alone", stops, { cordons: 1, postmasters: 1 });
// Each pass takes every moment once; the installation is a new one for each.
for (let left = moments, pass = 0; left > 0; left -= MOMENTS.length, pass += 1) {
  const chosen = sampleOf(MOMENTS, Math.min(left, MOMENTS.length), seed + pass);
  say(`named moments: ${chosen.length}`);
  const tally = await killingAt(table, chosen);
  tallies[`named moments, pass ${pass + 1}`] = tally;
  kills += tally.kills;
}
if (faults > 0) {
  say(`calls that fail: ${faults}`);
  say(JSON.stringify(await failing(table, faults, seed)));
}
if (seeds > 0) {
  say(`simulation: ${seeds} worlds`);
  await simulating(table, seeds, seed);
}

say(`seed ${seed}`);
for (const [name, { accepted, kept, containedOnce, containedTwice }] of Object.entries(tallies))
  say(`${name}: ${accepted} alerts accepted, ${kept} kept; ${containedOnce} contained once, ${containedTwice} twice`);
for (const line of table.lines()) say(line);
const crashed = Object.values(tallies).reduce((sum, tally) => sum + tally.crashed, 0);
const violations = table.violations() + crashed;
if (values.json) {
  const all = { trials: kills + faults + seeds, violations, kills, faults, seeds, crashed, seed };
  process.stdout.write(`${JSON.stringify({ ...all, tallies, invariants: table.rows })}\n`);
}
process.exitCode = violations === 0 ? 0 : 1;
