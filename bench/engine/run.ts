/**
 * `npm run bench:engine -- --json`: a run of five trivial steps, each recorded before the next begins, on our engine and, where it is installed
 * (`npm install --no-save @dbos-inc/dbos-sdk@5.3.0 pg`), on DBOS: same machine, same Postgres, interleaved rounds. Also what a waiting run costs in memory.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { newLog } from "../../src/log.ts";
import type { DatabasePlace } from "../../src/store/database.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded/start.ts";
import { migrate } from "../../src/store/migrate.ts";
import { quantile } from "../way/load.ts";
import { cordonSubject } from "./cordon.ts";
import { dbosSubject } from "./dbos.ts";

/** One engine under measurement. */
export interface Subject {
  name: string;
  /** Starts a five-step run and resolves when its end is durable. */
  run(): Promise<void>;
  /** Starts runs that wait for a day; resolves when all of them wait durably. */
  park(count: number): Promise<void>;
  stop(): Promise<void>;
}

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    seconds: { type: "string", default: "6" },
    rounds: { type: "string", default: "3" },
    waiting: { type: "string", default: "3000" },
  },
});
const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);

/** Runs at a fixed concurrency for a while; runs a second and latencies. */
async function measure(subject: Subject, concurrency: number): Promise<{ perSecond: number; latencies: number[] }> {
  const latencies: number[] = [];
  const until = performance.now() + Number(values.seconds) * 1000;
  const from = performance.now();
  const lane = async () => {
    while (performance.now() < until) {
      const begun = performance.now();
      await subject.run();
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return {
    perSecond: latencies.length / ((performance.now() - from) / 1000),
    latencies: latencies.sort((a, b) => a - b),
  };
}

async function waitingCost(subject: Subject): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  await subject.park(Number(values.waiting));
  globalThis.gc?.();
  return Math.round((process.memoryUsage().heapUsed - before) / 1024 / Number(values.waiting));
}

async function main(): Promise<Record<string, unknown>> {
  const home = mkdtempSync(join(tmpdir(), "cordon-bench-"));
  chmodSync(home, 0o755);
  const postgres = await startEmbeddedPostgres({ home, log: newLog("error") });
  try {
    const { host, port, user, database } = postgres.connection;
    const place: DatabasePlace = { host, port, user, database };
    await migrate(place);
    const subjects = [await cordonSubject(place), await dbosSubject(place)].filter((subject) => subject !== null);
    const results: Record<string, unknown> = {};
    const rates = new Map<string, { c1: number[]; c16: number[]; c64: number[]; p50: number[] }>(
      subjects.map(({ name }) => [name, { c1: [], c16: [], c64: [], p50: [] }]),
    );
    for (const subject of subjects) await measure(subject, 4);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const subject of subjects) {
        const kept = rates.get(subject.name)!;
        const single = await measure(subject, 1);
        kept.c1.push(single.perSecond);
        kept.p50.push(quantile(single.latencies, 0.5));
        kept.c16.push((await measure(subject, 16)).perSecond);
        kept.c64.push((await measure(subject, 64)).perSecond);
        say(`${subject.name}: round ${round + 1} done`);
      }
    }
    for (const subject of subjects) {
      const kept = rates.get(subject.name)!;
      results[subject.name] = {
        runsPerSecond: { c1: median(kept.c1), c16: median(kept.c16), c64: median(kept.c64) },
        p50MsAlone: median(kept.p50),
        kibPerWaitingRun: await waitingCost(subject),
      };
      await subject.stop();
    }
    return results;
  } finally {
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[sorted.length >> 1] ?? Number.NaN) * 10) / 10;
}

const results = await main();
process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0);
