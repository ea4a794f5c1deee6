/**
 * Group commit: items given while a batch is being written form the next batch, so that one durable commit serves all of them. An idle
 * writer writes at once; a busy one never waits longer than the batch in front of it.
 */
export interface GroupCommit<I, O> {
  /** Resolves once the item is durable. Rejects with what `write` threw. */
  add(item: I): Promise<O>;
  /** Items not yet written. */
  waiting(): number;
}

interface Entry<I, O> {
  item: I;
  resolve(output: O): void;
  reject(error: unknown): void;
}

export interface GroupCommitOptions<I, O> {
  /** How many batches are written at a time, at most. */
  lanes: number;
  /** Each lane beyond the first is only opened when so much weight waits for every one that is open: few full batches cost less than many small ones. */
  laneWeight?: number;
  /**
   * After a batch of several the next is not begun for `perItemMs` an item, at most for `mostMs`, unless `enough` wait before: what comes meanwhile shares it.
   * One that was alone is followed at once.
   */
  gather?: { perItemMs: number; mostMs: number; enough: number };
  /** A batch holds at most so many items, and stops taking more once it weighs `maxWeight`. */
  maxBatch: number;
  maxWeight?: number;
  /** What an item weighs; 1 when left out. */
  weigh?(item: I): number;
  /** Answers one output an item, in order. */
  write(items: I[]): Promise<O[]>;
}

const AT_ONCE = { perItemMs: 0, mostMs: 0, enough: 0 };

/** Makes a group commit; see {@link GroupCommitOptions}. */
export function groupCommit<I, O>(options: GroupCommitOptions<I, O>): GroupCommit<I, O> {
  const { maxWeight = Number.POSITIVE_INFINITY, laneWeight = 0, weigh = () => 1, gather = AT_ONCE } = options;
  const queue: Entry<I, O>[] = [];
  let busy = 0;
  let waitingWeight = 0;
  let called = false;
  let gathering = false;

  async function writeBatch(batch: Entry<I, O>[]): Promise<void> {
    try {
      const outputs = await options.write(batch.map((entry) => entry.item));
      batch.forEach((entry, index) => {
        entry.resolve(outputs[index] as O);
      });
    } catch (error) {
      await isolate(batch, error);
    }
  }

  /** One bad item must not take its neighbours down: after a failed batch each is tried alone. */
  async function isolate(batch: Entry<I, O>[], error: unknown): Promise<void> {
    if (batch.length === 1) return batch[0]!.reject(error);
    for (const entry of batch) await writeBatch([entry]);
  }

  function nextBatch(): Entry<I, O>[] {
    let weight = 0;
    let count = 0;
    while (count < Math.min(options.maxBatch, queue.length) && weight < maxWeight)
      weight += weigh(queue[count++]!.item);
    waitingWeight -= weight;
    return queue.splice(0, count);
  }

  function pump(): void {
    called = false;
    while (queue.length > 0 && busy < options.lanes && waitingWeight >= busy * laneWeight) {
      if (gathering && queue.length < gather.enough) return;
      busy += 1;
      const batch = nextBatch();
      writeBatch(batch).finally(() => {
        busy -= 1;
        if (batch.length > 1) gatherFor(Math.min(gather.mostMs, batch.length * gather.perItemMs));
        pump();
      });
    }
  }

  function gatherFor(milliseconds: number): void {
    if (gathering || milliseconds <= 0) return;
    gathering = true;
    setTimeout(() => {
      gathering = false;
      pump();
    }, milliseconds);
  }

  return {
    add: (item) =>
      new Promise<O>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        waitingWeight += weigh(item);
        // Within one turn of the event loop more items usually follow: let them share the commit.
        if (!called) setImmediate(pump);
        called = true;
      }),
    waiting: () => queue.length,
  };
}
