const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** What a duration looks like, for messages. */
export const DURATION_SHAPE = "a whole number and a unit (s, m, h, d or w), for example 30m, 2h or 3d";

/** Seconds of `30m`, `2h`, `3d` …; undefined when it is not a duration, is zero, or is longer than ten years. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})([smhdw])$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[1]) * (SECONDS[match[2] ?? ""] ?? 0);
  return seconds > 0 && seconds <= 315_360_000 ? seconds : undefined;
}

/** The shortest way to write a number of seconds: 5400 is `90m`, 7200 is `2h`. */
export function durationText(seconds: number): string {
  for (const unit of ["w", "d", "h", "m"]) {
    const size = SECONDS[unit] ?? 1;
    if (seconds % size === 0 && (unit !== "w" || seconds > size)) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}
