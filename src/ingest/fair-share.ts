/** How much of a common place each holds, so that one cannot take all of it. */
export interface Shares {
  isFull(id: string): boolean;
  /** Counts for `id` until the promise is settled. */
  holding<T>(id: string, work: Promise<T>): Promise<T>;
}

/** Shares of at most `most` each. Only who holds something is remembered. */
export function newShares(most: number): Shares {
  const held = new Map<string, number>();
  return {
    isFull: (id) => (held.get(id) ?? 0) >= most,
    async holding(id, work) {
      held.set(id, (held.get(id) ?? 0) + 1);
      try {
        return await work;
      } finally {
        const left = (held.get(id) ?? 1) - 1;
        if (left === 0) held.delete(id);
        else held.set(id, left);
      }
    },
  };
}
