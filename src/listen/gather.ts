/** Messages gathered into deliveries: one is written while the next is gathered, and a message is done when it is durable. */
import { sleep } from "../clock.ts";
import { type CordonError, isCordonError, TransientError } from "../errors.ts";

export interface GatherOptions {
  /** At most this many messages in one delivery. */
  most: number;
  /** How long the first message waits for company. */
  waitMs: number;
  /** Resolves when the body is durable. A refused body is lost and counted; any other failure is tried again. */
  deliver(body: Buffer): Promise<unknown>;
  /** Messages that no retry will save. */
  lost(count: number, error: CordonError): void;
  /** Told once for each failure that is tried again. */
  failed(error: unknown): void;
}

export interface Gather {
  /** Resolves when these messages are durable, or given up. */
  add(messages: readonly Buffer[]): Promise<void>;
  waiting(): number;
  /** Resolves when nothing waits any more, or `withinMs` are over. Nothing is tried again after that. */
  stop(withinMs: number): Promise<void>;
}

interface Pending {
  message: Buffer;
  done: () => void;
}

const DEFAULT_RETRY_MS = 1_000;

export function newGather(options: GatherOptions): Gather {
  const queue: Pending[] = [];
  const stopping = new AbortController();
  const givenUp = new AbortController();
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    while (queue.length > 0) {
      if (queue.length < options.most) await sleep(options.waitMs, stopping.signal);
      const batch = queue.splice(0, options.most);
      await deliver(batch);
      for (const { done } of batch) done();
    }
    working = null;
  }

  async function deliver(batch: Pending[]): Promise<void> {
    const body = bodyOf(batch.map(({ message }) => message));
    while (!givenUp.signal.aborted) {
      try {
        await options.deliver(body);
        return;
      } catch (error) {
        if (isFinal(error)) return options.lost(batch.length, error);
        options.failed(error);
        const after = isCordonError(error) ? (error.retryAfterMs ?? DEFAULT_RETRY_MS) : DEFAULT_RETRY_MS;
        await sleep(after, givenUp.signal);
      }
    }
    options.lost(batch.length, new TransientError("listen.stopped", "Stopped before it could be written."));
  }

  return {
    async add(messages) {
      const durable = messages.map((message) => new Promise<void>((done) => queue.push({ message, done })));
      working ??= work();
      await Promise.all(durable);
    },
    waiting: () => queue.length,
    async stop(withinMs) {
      stopping.abort();
      const timer = setTimeout(() => givenUp.abort(), withinMs);
      while (working !== null) await working;
      clearTimeout(timer);
    },
  };
}

function isFinal(error: unknown): error is CordonError {
  return isCordonError(error) && (error.root === "input" || error.root === "refused");
}

/** A line each; a message with line breaks inside is counted, so that it stays one. */
function bodyOf(messages: Buffer[]): Buffer {
  return Buffer.concat(
    messages.flatMap((message) => {
      const counted = message[0] === 0x3c && message.includes(0x0a);
      return [...(counted ? [Buffer.from(`${message.length} `)] : []), message, Buffer.from("\n")];
    }),
  );
}
