/** What binds observations together in time: each kind of window says which observation may still join those it holds. */
import type { Observation } from "./observation.ts";

/**
 * An observation lasts from first to last, and counts as seen at any moment between. A window takes the moments that suit it best; it only ever
 * gets narrower, so what it does not admit now it admits at no later time.
 */
export interface Window {
  admits(observation: Observation): boolean;
  /** False when it admits none of those that were seen first at this moment or later. */
  admitsFrom(first: number): boolean;
  push(observation: Observation): void;
  /** Takes back the last push. */
  pop(): void;
  /** The latest beginning among what it holds. */
  readonly latestFirst: number;
}

class Span {
  readonly #held: { latestFirst: number; earliestLast: number }[] = [];

  get latestFirst(): number {
    return this.#held.at(-1)?.latestFirst ?? Number.NEGATIVE_INFINITY;
  }

  get earliestLast(): number {
    return this.#held.at(-1)?.earliestLast ?? Number.POSITIVE_INFINITY;
  }

  push({ first, last }: Observation): void {
    this.#held.push({
      latestFirst: Math.max(this.latestFirst, first),
      earliestLast: Math.min(this.earliestLast, last),
    });
  }

  pop(): void {
    this.#held.pop();
  }
}

/** WITHIN: all can have been seen within this time of one another. */
export class WithinWindow extends Span implements Window {
  readonly #milliseconds: number;

  constructor(milliseconds: number) {
    super();
    this.#milliseconds = milliseconds;
  }

  admits({ first, last }: Observation): boolean {
    return Math.max(this.latestFirst, first) - Math.min(this.earliestLast, last) <= this.#milliseconds;
  }

  admitsFrom(first: number): boolean {
    return first - this.earliestLast <= this.#milliseconds;
  }
}

/** START and STOP: each can have been seen from start on, and before stop. */
export class BetweenWindow extends Span implements Window {
  readonly #start: number;
  readonly #stop: number;

  constructor(start: number, stop: number) {
    super();
    this.#start = start;
    this.#stop = stop;
  }

  admits({ first, last }: Observation): boolean {
    return this.#start < this.#stop && first < this.#stop && last >= this.#start;
  }

  admitsFrom(first: number): boolean {
    return first < this.#stop;
  }
}

/** FOLLOWEDBY: each can have been seen no earlier than all that comes before. */
export class AfterWindow extends Span implements Window {
  readonly #floor: number;

  constructor(floor: number) {
    super();
    this.#floor = floor;
  }

  admits({ last }: Observation): boolean {
    return last >= this.#floor;
  }

  admitsFrom(): boolean {
    return true;
  }
}
