/** An end is near when less than this is left; of a short time, when less than a tenth of it is. */
const URGENT_MS = 15 * 60_000;

export interface Left {
  ms: number;
  /** Of the whole time, from 0 to 1. */
  share: number;
  urgent: boolean;
}

/** What is left at `now` of a time that began and ends. */
export function leftOf(from: string, until: string, now: number): Left {
  const [whole, ms] = [Date.parse(until) - Date.parse(from), Math.max(0, Date.parse(until) - now)];
  const share = whole <= 0 ? 0 : Math.min(1, ms / whole);
  return { ms, share, urgent: ms < Math.min(URGENT_MS, whole / 10) || ms === 0 };
}
