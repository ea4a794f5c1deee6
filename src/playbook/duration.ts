/** Durations as playbooks write them. */

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What a duration looks like, for messages. */
export const DURATION_SHAPE = "a whole number and a unit: 500ms, 30s, 5m, 2h or 3d";

/** Milliseconds of a duration; null when the text is none. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text);
  return match === null ? null : Number(match[1]) * (MILLISECONDS[match[2] ?? ""] ?? 0);
}

/** The largest unit that is exact: 5400000 is `90m`. */
export function durationText(milliseconds: number): string {
  for (const unit of ["d", "h", "m", "s"]) {
    const size = MILLISECONDS[unit] ?? 1;
    if (milliseconds % size === 0 && milliseconds > 0) return `${milliseconds / size}${unit}`;
  }
  return `${milliseconds}ms`;
}
