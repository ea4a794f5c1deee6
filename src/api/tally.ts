/** How often each thing was seen, in bounded memory. */

/** What is seen for the first time after so many is counted nowhere: names in content are few. */
const MOST_KEPT = 5_000;

export class Tally<T extends object> {
  readonly #seen = new Map<string, { of: T; times: number }>();

  add(of: T): void {
    const key = JSON.stringify(of);
    const known = this.#seen.get(key);
    if (known !== undefined) known.times += 1;
    else if (this.#seen.size < MOST_KEPT) this.#seen.set(key, { of, times: 1 });
  }

  /** The most frequent first. */
  most<K extends string>(count: number, as: K): (T & Record<K, number>)[] {
    const sorted = [...this.#seen.values()].sort((a, b) => b.times - a.times).slice(0, count);
    return sorted.map(({ of, times }) => ({ ...of, [as]: times }) as T & Record<K, number>);
  }
}
