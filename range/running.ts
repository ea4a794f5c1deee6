/** Everything one running part remembers, and the faults a test asked it for. */
import type { IncomingMessage } from "node:http";
import type { Clock } from "../src/clock.ts";
import type { EffectCounter } from "./effect-counter.ts";
import type { Part, PartState } from "./part.ts";

export interface Faults {
  delayMs: number;
  /** So many of the next calls are answered with `status` before anything is done. */
  failNext: number;
  status: number;
  /** So many of the next calls are done, and their answer is lost with the connection. */
  loseAnswers: number;
}

export const NO_FAULTS: Faults = { delayMs: 0, failNext: 0, status: 503, loseAnswers: 0 };

export interface Running {
  part: Part;
  clock: Clock;
  /** Told after every change of state. */
  changed(): void;
  entities: unknown;
  counter: EffectCounter;
  faults: Faults;
}

/** The state as JSON shows it; live, not a copy. */
export function stateOf(running: Running): PartState {
  return {
    part: running.part.name,
    simulated: true,
    entities: running.entities,
    counters: { effects: running.counter.list() },
  };
}

/** A header as one text; empty when it is missing. */
export function headerText(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}
