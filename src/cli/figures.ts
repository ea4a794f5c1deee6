import type { Review } from "../api/contract/review.ts";
import { table } from "./show.ts";

/** A share with its bounds, a time, or a plain count, as reviews write them down; docs/reviews.md says what each is. */
type Figures = Record<string, unknown>;

const UNITS: readonly (readonly [ms: number, unit: string])[] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
  [1, "ms"],
];

/** The figures of a review beside those they are compared with, a line each; those of access and policies are compared with nothing. */
export function figuresTable({ figures }: Pick<Review, "figures">): string {
  const before = figures.previousVersion as { version: number; figures: Figures } | null | undefined;
  const columns: [title: string, figures: Figures][] = [["this period", (figures.period ?? figures) as Figures]];
  if (figures.period !== undefined) columns.push(["period before", (figures.previousPeriod ?? {}) as Figures]);
  if (before) columns.push([`version ${before.version}`, before.figures]);
  const names = Object.keys(columns[0]![1]);
  const rows = names
    .sort(byKind(columns[0]![1]))
    .map((name) => [
      name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      ...columns.map(([, of]) => figureText(of[name])),
    ]);
  return table(["figure", ...columns.map(([title]) => title)], rows, { spare: ["period before"] });
}

/** Which ways the choosing steps went, beside the period before; null where none did. */
export function branchesTable({ figures }: Pick<Review, "figures">): string | null {
  const branches = (figures.branches ?? []) as { step: string; took: string; share: unknown; previously: unknown }[];
  if (branches.length === 0) return null;
  const rows = branches.map(({ step, took, share, previously }) => [
    step,
    took,
    figureText(share),
    figureText(previously),
  ]);
  return table(["step", "took", "this period", "period before"], rows, { spare: ["period before"] });
}

/** Counts first, then shares, then times. */
function byKind(figures: Figures): (a: string, b: string) => number {
  const kind = (name: string) => (typeof figures[name] === "number" ? 0 : isShare(figures[name]) ? 1 : 2);
  return (a, b) => kind(a) - kind(b) || (a < b ? -1 : 1);
}

/** `67% (2 of 3, likely 21 to 94%)`, `median 1.2 s, p90 3 s, p99 5 s (40)`, or the number. */
export function figureText(value: unknown): string | number | null {
  if (typeof value === "number") return value;
  if (isShare(value)) {
    if (value.rate === null) return null;
    const bounds = `${percent(value.low)} to ${percent(value.high)}%`;
    return `${percent(value.rate)}% (${value.count} of ${value.of}, likely ${bounds})`;
  }
  const { median, p90, p99, samples } = (value ?? {}) as Partial<Record<string, number | null>>;
  if (typeof median !== "number" || typeof p90 !== "number") return null;
  const slowest = typeof p99 === "number" ? `, p99 ${lasted(p99)}` : "";
  return `median ${lasted(median)}, p90 ${lasted(p90)}${slowest} (${samples})`;
}

interface Share {
  rate: number | null;
  low: number;
  high: number;
  count: number;
  of: number;
}

function isShare(value: unknown): value is Share {
  return typeof value === "object" && value !== null && "rate" in value;
}

function percent(share: number): number {
  return Math.round(share * 100);
}

function lasted(ms: number): string {
  const [size, unit] = UNITS.find(([least]) => ms >= least) ?? [1, "ms"];
  const value = ms / size;
  return `${value < 10 && size > 1 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
