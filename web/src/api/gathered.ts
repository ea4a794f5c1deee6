/** What comes while it is worked on, worked on together afterwards: an answer never overtakes one that was asked for before it. */

/** Works on what is given, one time after the other; `failed` is told what could not be worked on. */
export function gathered<T>(
  work: (all: readonly T[]) => Promise<unknown>,
  failed: (error: unknown) => void,
): (some: readonly T[]) => void {
  let waiting: T[] = [];
  let isWorking = false;
  const go = async () => {
    isWorking = true;
    while (waiting.length > 0) {
      const all = waiting;
      waiting = [];
      await work(all).catch(failed);
    }
    isWorking = false;
  };
  return (some) => {
    waiting.push(...some);
    if (!isWorking) void go();
  };
}
