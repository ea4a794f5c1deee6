/** A playbook's life without a database: runs as chance has them, seen by the watches that production uses. */
import type { Noticed, WatchStates } from "../../src/measure/drift-watch.ts";
import { watchJudged, watchOpened, watchRun, watchWeek } from "../../src/measure/drift-watch.ts";
import { waysOf } from "../../src/measure/drift-ways.ts";

const WEEK_MS = 7 * 86_400_000;

/** Numbers from 0 to 1, the same for the same seed (Mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Playbook {
  runsAWeek: number;
  falsePositives: number;
  failures: number;
  handoffs: number;
  refusals: number;
  branch: number;
}

const WAYS = waysOf({
  nodes: { "is-admin": { kind: "if" }, kind: { kind: "switch", cases: [{ equals: "mail" }, { equals: "web" }] } },
});

/** One week of it; answers what was noticed, and after how many runs of the week. */
export function liveWeek(
  states: WatchStates,
  playbook: Playbook,
  week: number,
  random: () => number,
): { noticed: Noticed; runs: number }[] {
  const found: { noticed: Noticed; runs: number }[] = [];
  const runs = poisson(playbook.runsAWeek, random);
  const seen = (some: Noticed[], after: number) => found.push(...some.map((noticed) => ({ noticed, runs: after })));
  for (let index = 0; index < runs; index += 1) {
    const at = (week + index / runs) * WEEK_MS;
    const incident = String(index);
    const took = { "is-admin": String(random() < playbook.branch), kind: kindOf(random()) };
    const ending = { failed: random() < playbook.failures, handedOver: random() < playbook.handoffs };
    const acts = { effects: 1, refused: random() < playbook.refusals ? 1 : 0 };
    seen(watchRun(states, { incident, at, took, ...ending, ...acts }, WAYS), index + 1);
    seen(watchJudged(states, { id: incident, at, falsePositive: random() < playbook.falsePositives }), index + 1);
  }
  seen(watchWeek(states, runs, (week + 1) * WEEK_MS), runs);
  return found;
}

/** Incidents of a source until its field is missed; answers how many came without it. */
export function untilMissed(before: number, random: () => number): number {
  const states: WatchStates = new Map();
  for (let index = 0; ; index += 1) {
    const filled = {
      severity: true,
      entity: index < before && random() < 0.98,
      initialDisposition: true,
      techniques: random() < 0.5,
    };
    const incident = {
      id: String(index),
      at: index * 3_600_000,
      severity: "high",
      entityType: "user",
      initialDisposition: "unknown",
    };
    const noticed = watchOpened(states, { ...incident, filled }).some(({ watch }) => watch === "fields:entity");
    if (noticed && index >= before) return index - before + 1;
  }
}

function kindOf(chance: number): string {
  return chance < 0.6 ? '"mail"' : chance < 0.9 ? '"web"' : '"other"';
}

/** Knuth's way, in parts small enough for its products. */
function poisson(mean: number, random: () => number): number {
  if (mean > 50) return poisson(50, random) + poisson(mean - 50, random);
  let count = 0;
  for (let product = random(); product > Math.exp(-mean); product *= random()) count += 1;
  return count;
}
