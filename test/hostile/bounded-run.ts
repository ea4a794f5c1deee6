/**
 * A program: reads attempts as JSON from its input, makes each in a worker that may have little memory and little stack, and writes down as JSON
 * what came of them. A worker that runs out of memory or of time is ended, and the next attempt gets a new one.
 */
import { text } from "node:stream/consumers";
import { Worker } from "node:worker_threads";
import type { Attempt } from "./bounded-worker.ts";

const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
/** Far more than any takes, so that a machine with much else to do gives no false alarm. */
const TIME_MS = 20_000;

export interface Outcome extends Attempt {
  outcome: string;
  milliseconds: number;
}

type Give = (outcome: string, milliseconds: number, spent: boolean) => void;

let worker: Worker | null = null;
let give: Give = () => {};

function startWorker(): Worker {
  const started = new Worker(new URL("./bounded-worker.ts", import.meta.url), { resourceLimits: LIMITS });
  started.on("message", ({ outcome, milliseconds }) => give(outcome, milliseconds, false));
  started.on("error", (error) => give(`died: ${error.message}`, 0, true));
  return started;
}

function make(attempt: Attempt): Promise<Outcome> {
  worker ??= startWorker();
  const own = worker;
  return new Promise((resolve) => {
    const timer = setTimeout(() => give("did not end in time", TIME_MS, true), TIME_MS);
    give = (outcome, milliseconds, spent) => {
      clearTimeout(timer);
      if (spent) {
        worker = null;
        void own.terminate();
      }
      resolve({ ...attempt, outcome, milliseconds });
    };
    own.postMessage(attempt);
  });
}

const outcomes: Outcome[] = [];
for (const attempt of JSON.parse(await text(process.stdin)) as Attempt[]) outcomes.push(await make(attempt));
process.stdout.write(JSON.stringify(outcomes), () => process.exit(0));
