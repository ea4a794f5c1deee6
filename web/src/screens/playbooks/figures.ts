/** The figures of a playbook as they come over the wire, and how they are said. */
export interface ShareFigure {
  count: number;
  of: number;
  rate: number | null;
  low: number;
  high: number;
}
/** Times in ms. */
export interface SpreadFigure {
  samples: number;
  median: number | null;
  p90: number | null;
}
type ShareName = "handoffs" | "failures" | "overrides" | "falsePositives" | "refusals";
export type PlaybookFigures = { runs: number; timeToContain: SpreadFigure } & Record<ShareName, ShareFigure>;

/** In whole percent; a dash where there was nothing to count. */
export function percent(rate: number | null | undefined): string {
  return rate === null || rate === undefined ? "–" : `${Math.round(rate * 100)} %`;
}

const UNITS: readonly [name: string, ms: number][] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
];

/** In the largest unit that it fills, with one decimal below ten; a dash for none. */
export function span(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return "–";
  const unit = UNITS.find(([, size]) => ms >= size);
  if (unit === undefined) return `${Math.round(ms)} ms`;
  const value = ms / unit[1];
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${unit[0]}`;
}
