const DAY_MS = 86_400_000;
const STEP_MS = 5 * 60_000;

/** So many days before now; to five minutes, so that asking again soon is the same question. */
export function periodFrom(days: number, now: number): string {
  return new Date(Math.floor((now - days * DAY_MS) / STEP_MS) * STEP_MS).toISOString();
}
