/**
 * `npm run chaos -- --trials N [--moments N] [--postgres-stops N] [--faults N] [--seeds N] [--seed S] [--record FILE] [--json]`: kill -9 at N random moments,
 * of Cordon, of Cordon and its Postgres, and of one of two Cordons; at named moments, before and after every commit and call of a response; the
 * database's server stopped at once under load; calls of products that fail; and seeded worlds of the simulation. Prints after each world how far it
 * is, and at the end how often each invariant was tried and hurt; with --json one object last. Exit code 1 when one was hurt. With --record what each
 * world told is kept in a file, and worlds that are in it are not tried again: stopped at any time, it goes on there. SIGTERM ends it after the world it is in.
 */
import { parseArgs } from "node:util";
import { MOMENTS } from "./moments.ts";
import { addUp, type Line, openRecord } from "./record.ts";
import { newTable } from "./table.ts";
import { type Counts, type Told, worldsOf } from "./worlds.ts";

const { values } = parseArgs({
  options: {
    trials: { type: "string", default: "20" },
    moments: { type: "string", default: String(MOMENTS.length) },
    "postgres-stops": { type: "string", default: "5" },
    faults: { type: "string", default: "60" },
    seeds: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    record: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const KINDS = ["trials", "moments", "postgres-stops", "faults", "seeds"] as const;
const counts = Object.fromEntries(KINDS.map((name) => [name, Number(values[name])])) as unknown as Counts;
const seed = Number(values.seed);
const say = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
let stopping = false;
process.once("SIGTERM", () => (stopping = true));

const record = await openRecord(values.record);
// One that did not come to its end stays in the record, and is tried again.
const known = new Set(record.lines.filter(({ trials }) => trials > 0).map(({ world }) => world));
const worlds = worldsOf(counts, seed);
for (const [place, world] of worlds.entries()) {
  if (stopping) break;
  if (known.has(world.name)) continue;
  const began = Date.now();
  const found: string[] = [];
  const table = newTable((line) => {
    found.push(line);
    say(line);
  });
  const told = await world.run(table).catch(brokenBy(found));
  await record.add({ world: world.name, ...told, rows: table.rows, found });
  const seconds = Math.round((Date.now() - began) / 1000);
  say(`${place + 1} of ${worlds.length}: ${world.name}, ${seconds} s; ${sumUp(record.lines)}`);
}

const table = newTable(() => {});
addUp(record, table);
say(`seed ${seed}`);
for (const line of [...new Set(record.lines.flatMap(({ found }) => found)), ...table.lines()]) say(line);
const crashed = sum(record.lines, ({ tally }) => tally?.crashed ?? 0);
const violations = table.violations() + crashed;
say(sumUp(record.lines));
if (values.json) {
  const trials = sum(record.lines, (line) => line.trials);
  const kills = sum(record.lines, (line) => line.kills);
  const tallies = Object.fromEntries(record.lines.map(({ world, tally }) => [world, tally]));
  const all = {
    trials,
    violations,
    kills,
    crashed,
    seed,
    whole: worlds.every(({ name }) => record.lines.some(({ world, trials }) => world === name && trials > 0)),
  };
  process.stdout.write(`${JSON.stringify({ ...all, tallies, invariants: table.rows })}\n`);
}
process.exitCode = violations === 0 ? 0 : 1;

/** A world that did not come to its end shows nothing, and must not look as though it did. */
function brokenBy(found: string[]): (error: unknown) => Told {
  return (error) => {
    found.push(`it did not come to its end: ${error instanceof Error ? error.message : String(error)}`);
    say(found.at(-1)!);
    return { trials: 0, kills: 0, tally: { accepted: 0, kept: 0, containedOnce: 0, containedTwice: 0, crashed: 1 } };
  };
}

function sum(lines: readonly Line[], of: (line: Line) => number): number {
  return lines.reduce((all, line) => all + of(line), 0);
}

function sumUp(lines: readonly Line[]): string {
  const of = (name: "accepted" | "kept" | "containedOnce" | "containedTwice" | "crashed") =>
    sum(lines, ({ tally }) => tally?.[name] ?? 0);
  const hurt = sum(lines, ({ found }) => found.length);
  return `so far ${sum(lines, ({ kills }) => kills)} kills, ${of("accepted")} alerts accepted, ${of("kept")} kept; ${of("containedOnce")} contained once, ${of("containedTwice")} twice; ${of("crashed")} crashed; ${hurt} violations`;
}
