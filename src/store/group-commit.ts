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

/** `write` gets up to `maxBatch` items and answers one output an item, in order. `lanes` batches are written at a time. */
export function groupCommit<I, O>(options: {
  lanes: number;
  maxBatch: number;
  write(items: I[]): Promise<O[]>;
}): GroupCommit<I, O> {
  const queue: Entry<I, O>[] = [];
  let busy = 0;

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

  function pump(): void {
    while (busy < options.lanes && queue.length > 0) {
      busy += 1;
      writeBatch(queue.splice(0, options.maxBatch)).finally(() => {
        busy -= 1;
        pump();
      });
    }
  }

  return {
    add: (item) =>
      new Promise<O>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        // Within one turn of the event loop more items usually follow: let them share the commit.
        if (queue.length === 1) setImmediate(pump);
      }),
    waiting: () => queue.length,
  };
}
