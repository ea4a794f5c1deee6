/** What could be neither ended nor given back, for the database was away: known in this process, and given back before anything else is taken. */
export interface Owed<T> {
  /** Does the work; what it holds is owed when that throws. */
  holding(item: T, work: () => Promise<void>): Promise<void>;
  /** Gives back what is owed; it stays owed when that throws. */
  settle(): Promise<void>;
}

/** Nothing is owed at first. */
export function newOwed<T>(giveBack: (items: readonly T[]) => Promise<void>): Owed<T> {
  let owed: readonly T[] = [];
  return {
    async holding(item, work) {
      try {
        await work();
      } catch (error) {
        owed = [...owed, item];
        throw error;
      }
    },
    async settle() {
      if (owed.length === 0) return;
      const now = owed;
      await giveBack(now);
      owed = owed.filter((item) => !now.includes(item));
    },
  };
}
