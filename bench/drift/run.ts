/**
 * `npm run bench:drift -- --json`: simulated playbooks that stay as they are, for the false alarms a playbook and year; and playbooks and sources that change,
 * for how many runs or incidents pass until it is noticed. No database: the tests alone, as production feeds them.
 */
import { parseArgs } from "node:util";
import { statedFalseAlarmsPerPlaybookYear } from "../../src/measure/drift-risk.ts";
import type { WatchStates } from "../../src/measure/drift-watch.ts";
import { quantile } from "../../src/measure/quantile.ts";
import { liveWeek, type Playbook, seeded, untilMissed } from "../../test/simulation/playbook-year.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    years: { type: "string", default: "1000" },
    changes: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
  },
});
const [years, changes, seed] = [values.years, values.changes, values.seed].map(Number) as [number, number, number];
const random = seeded(seed);
const WEEKS_BEFORE = 26;

/** Playbooks of all kinds: busy and quiet, good and bad. */
function anyPlaybook(): Playbook {
  const between = (low: number, high: number) => low + (high - low) * random();
  return {
    runsAWeek: 2 * 50 ** random(),
    falsePositives: between(0.02, 0.6),
    failures: between(0, 0.05),
    handoffs: between(0.02, 0.6),
    refusals: between(0, 0.3),
    branch: between(0, 1),
  };
}

function falseAlarms(): number {
  let alarms = 0;
  for (let year = 0; year < years; year += 1) {
    const states: WatchStates = new Map();
    const playbook = anyPlaybook();
    for (let week = 0; week < 52; week += 1) alarms += liveWeek(states, playbook, week, random).length;
  }
  return alarms;
}

const steady: Playbook = {
  runsAWeek: 40,
  falsePositives: 0.2,
  failures: 0.02,
  handoffs: 0.1,
  refusals: 0.05,
  branch: 0.3,
};

/** The median of how many runs of a changed playbook pass until the watch speaks; those that never did within two years count as endless. */
function runsUntil(watch: string, changed: Playbook): number | null {
  const passed = Array.from({ length: changes }, () => {
    const states: WatchStates = new Map();
    for (let week = 0; week < WEEKS_BEFORE; week += 1) liveWeek(states, steady, week, random);
    let runs = 0;
    for (let week = WEEKS_BEFORE; week < WEEKS_BEFORE + 104; week += 1) {
      const found = liveWeek(states, changed, week, random);
      const spoken = found.find(({ noticed }) => noticed.watch === watch);
      if (spoken !== undefined) return runs + spoken.runs;
      runs += changed.runsAWeek;
    }
    return Number.POSITIVE_INFINITY;
  });
  const median = quantile(passed, 0.5);
  return median !== null && Number.isFinite(median) ? median : null;
}

const Z = 1.959963984540054;

/** The 95 % interval of a rate by a count of rare events: Byar's approximation of the exact one of Poisson (Breslow and Day 1987), close also for none. */
function interval(count: number): [low: number, high: number] {
  const cube = (of: number, sign: number) => of * (1 - 1 / (9 * of) + (sign * Z) / (3 * Math.sqrt(of))) ** 3;
  return [count === 0 ? 0 : cube(count, -1) / years, cube(count + 1, 1) / years];
}

const alarms = falseAlarms();
const [low, high] = interval(alarms);
const result = {
  playbookYears: years,
  falseAlarmsPerPlaybookYear: alarms / years,
  interval: { low, high },
  statedFalseAlarmsPerPlaybookYear,
  medianRunsUntilNoticed: {
    doubledFalsePositives: runsUntil("falsePositives", { ...steady, falsePositives: 2 * steady.falsePositives }),
    halvedVolume: runsUntil("volume", { ...steady, runsAWeek: steady.runsAWeek / 2 }),
    vanishedField: quantile(
      Array.from({ length: changes }, () => untilMissed(1_000, random)),
      0.5,
    ),
  },
  seed,
};
process.stdout.write(
  values.json
    ? `${JSON.stringify(result)}\n`
    : `False alarms a playbook and year: ${result.falseAlarmsPerPlaybookYear} (95 %: ${low} to ${high}), stated ${statedFalseAlarmsPerPlaybookYear}.\nRuns until noticed, median: ${JSON.stringify(result.medianRunsUntilNoticed)}\n`,
);
if (result.falseAlarmsPerPlaybookYear > statedFalseAlarmsPerPlaybookYear) process.exitCode = 1;
