/** One who listens: what is told is kept until it is taken, a little of it, and the way there is kept open. */
import type { Change } from "./contract/event.ts";

const HEARTBEAT_MS = 15_000;
/** Then it ends, and whoever still may comes back with the id of the last event. */
const LIFE_MS = 5 * 60_000;
/** Kept for one who does not take it; beyond that everything is to be read anew. */
const MAX_KEPT = 200;

/** Whom it tells, until when, and what it does then. */
export interface ListenerOf {
  /** The place of the newest change that they know of. */
  at: number;
  signal: AbortSignal;
  /** Whether they may still be told: asked with each heartbeat, and when {@link Listener.doubt} says so. */
  stillMay(): Promise<boolean>;
  left(): void;
}

/** The text/event-stream of one listener. */
export class Listener implements AsyncIterableIterator<string> {
  #kept: Change[] = [];
  #at: number;
  #opened = false;
  #ended = false;
  #wake: (() => void) | null = null;
  #believedUntil = Date.now() + HEARTBEAT_MS;
  readonly #until = Date.now() + LIFE_MS;
  readonly #of: ListenerOf;
  readonly #end = () => void this.return();

  constructor(of: ListenerOf) {
    this.#at = of.at;
    this.#of = of;
    of.signal.addEventListener("abort", this.#end);
  }

  /** Asks at once whether they still may. */
  doubt(): void {
    this.#believedUntil = 0;
    this.#wake?.();
  }

  /** Keeps changes to be taken; `at` is the place of the newest. */
  tell(changes: readonly Change[], at: number): void {
    this.#kept.push(...changes);
    if (this.#kept.length > MAX_KEPT) this.#kept = [{ kind: "all", id: null, incident: null }];
    this.#at = Math.max(this.#at, at);
    if (changes.length > 0) this.#wake?.();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<string>> {
    if (!this.#opened) {
      this.#opened = true;
      return { done: false, value: `retry: 2000\n${this.#event([])}` };
    }
    if (this.#kept.length === 0 && this.#believed && !this.#ended) await this.#waited();
    if (!this.#believed && !this.#ended && !(await this.#stillMay())) return this.return();
    if (this.#ended || (this.#kept.length === 0 && Date.now() > this.#until)) return this.return();
    return { done: false, value: this.#event(this.#kept.splice(0)) };
  }

  return(): Promise<IteratorResult<string>> {
    if (!this.#ended) {
      this.#ended = true;
      this.#of.signal.removeEventListener("abort", this.#end);
      this.#of.left();
      this.#wake?.();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  get #believed(): boolean {
    return Date.now() < this.#believedUntil;
  }

  async #stillMay(): Promise<boolean> {
    this.#believedUntil = Date.now() + HEARTBEAT_MS;
    return this.#of.stillMay();
  }

  /** Until something is told, or it is time to be heard of. */
  #waited(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), HEARTBEAT_MS);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }

  /** The id alone where nothing changed: who comes back with it is told what happened in between. */
  #event(changes: readonly Change[]): string {
    if (changes.length === 0) return `event: here\nid: ${this.#at}\ndata: {}\n\n`;
    return changes.map((change) => `id: ${this.#at}\ndata: ${JSON.stringify(change)}\n\n`).join("");
  }
}
