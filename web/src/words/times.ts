/** Moments and spans in words. */
const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "narrow" });
const exact = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "long",
});

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });

export const times = {
  /** From a span: negative is past. */
  relative(ms: number): string {
    const found = UNITS.find(([, size]) => Math.abs(ms) >= size);
    if (found === undefined) return "now";
    return relative.format(Math.trunc(ms / found[1]), found[0]);
  },
  /** In the reader's zone, with the zone's name. */
  exact: (at: string) => exact.format(new Date(at)),
  /** The hour and minute, of what was a short while ago: `14:05`. */
  clock: (at: string) => clock.format(new Date(at)),
  /** A length of time in its largest unit: `2 h`. */
  short(ms: number): string {
    const minutes = Math.floor(Math.abs(ms) / 60_000);
    if (minutes < 60) return `${minutes} min`;
    return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
  },
  /** A length of time: `2 h 5 min`. */
  span(ms: number): string {
    const minutes = Math.floor(Math.abs(ms) / 60_000);
    if (minutes < 1) return `${Math.floor(Math.abs(ms) / 1000)} s`;
    if (minutes < 60) return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return `${hours} h ${minutes % 60} min`;
    return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  },
} as const;
