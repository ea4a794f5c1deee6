/** What is believed of a secret for a moment, so that not every request asks the database who holds it. */

export interface Beliefs<T> {
  /** The holder of the secret with this hash, as far as it was learned a moment ago. */
  of(hash: string): T | undefined;
  /** Looks the holder up and believes it from now on. Who asks for the same one meanwhile waits for the same look: a burst asks a hundred times. */
  learn(hash: string, look: () => Promise<T | null>): Promise<T | null>;
  /** Forgets everything, also what is being looked up: for a revocation in this process. */
  forget(): void;
}

/** How long a revoked token or an ended session may still be believed by another process. */
const BELIEVED_MS = 1_000;
const MAX_BELIEVED = 10_000;

export function newBeliefs<T>(now: () => number): Beliefs<T> {
  const believed = new Map<string, { holder: T; until: number }>();
  const looking = new Map<string, Promise<T | null>>();
  return {
    of(hash) {
      const known = believed.get(hash);
      return known !== undefined && known.until > now() ? known.holder : undefined;
    },
    learn(hash, look) {
      const under = looking.get(hash);
      if (under !== undefined) return under;
      const mine: Promise<T | null> = look()
        .then((holder) => {
          // What was forgotten while it was looked up may have been true before only.
          if (holder === null || looking.get(hash) !== mine) return holder;
          if (believed.size >= MAX_BELIEVED) believed.clear();
          believed.set(hash, { holder, until: now() + BELIEVED_MS });
          return holder;
        })
        .finally(() => {
          if (looking.get(hash) === mine) looking.delete(hash);
        });
      looking.set(hash, mine);
      return mine;
    },
    forget() {
      believed.clear();
      looking.clear();
    },
  };
}
