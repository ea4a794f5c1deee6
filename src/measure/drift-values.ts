/** A value of a discrete field that a source has never sent. It is a fact and no test: it cannot be false, and so costs none of the risk of the others. */

export interface ValuesState {
  seen: string[];
  count: number;
}

/** Before so many a new value is no surprise. */
const KNOWN_AFTER = 100;
/** A field with more values than this is not discrete. */
const MAX_VALUES = 40;
const MAX_LENGTH = 100;

/** Takes a value; `fresh` when it is a new one of a source that is known well. */
export function feedValue(state: ValuesState | null, value: string): { state: ValuesState; fresh: boolean } {
  const { seen, count } = state ?? { seen: [], count: 0 };
  const short = value.slice(0, MAX_LENGTH);
  const next = { seen, count: count + 1 };
  if (seen.includes(short) || seen.length > MAX_VALUES) return { state: next, fresh: false };
  const fresh = count >= KNOWN_AFTER && seen.length < MAX_VALUES;
  return { state: { ...next, seen: [...seen, short] }, fresh };
}
