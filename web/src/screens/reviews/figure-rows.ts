/** The figures of a review as rows beside those they are compared with. docs/reviews.md says what each is. */
import { reviews as words } from "../../words/reviews.ts";
import { times } from "../../words/times.ts";

/** Of a whole, with the 95 % interval. */
export interface Share {
  rate: number | null;
  low: number;
  high: number;
  count: number;
  of: number;
}

export interface FigureRow {
  key: string;
  name: string;
  /** As many as there are columns. */
  values: readonly unknown[];
}

export interface FigureTable {
  columns: readonly string[];
  rows: readonly FigureRow[];
}

type Figures = Readonly<Record<string, unknown>>;
interface Version {
  version: number;
  figures: Figures;
}

/** A database gives an object's keys in an order of its own. */
const PLACES = Object.keys(words.names);

export function isShare(value: unknown): value is Share {
  return typeof value === "object" && value !== null && "rate" in value && "of" in value;
}

/** Null where the review compares no periods. Counts first, then shares, then times. */
export function figureTable(figures: Figures): FigureTable | null {
  const { period, previousPeriod, previousVersion } = figures;
  const versions = (figures.versions ?? []) as readonly Version[];
  if (typeof period !== "object" || period === null) return null;
  const version = previousVersion as Version | null | undefined;
  // One version's figures are those of the period.
  const several = versions.length > 1 ? versions : [];
  const compared: readonly (readonly [title: string, figures: Figures])[] = [
    [words.now, period as Figures],
    ...(previousPeriod ? [[words.before, previousPeriod as Figures] as const] : []),
    ...several.map((one) => [words.version(one.version), one.figures] as const),
    ...(version && !several.some((one) => one.version === version.version)
      ? [[words.version(version.version), version.figures] as const]
      : []),
  ];
  const rank = (key: string) => {
    const value = (period as Figures)[key];
    return typeof value === "number" ? 0 : isShare(value) ? 1 : 2;
  };
  const keys = Object.keys(period).toSorted((a, b) => rank(a) - rank(b) || PLACES.indexOf(a) - PLACES.indexOf(b));
  return {
    columns: compared.map(([title]) => title),
    rows: keys.map((key) => ({ key, name: nameOf(key), values: compared.map(([, of]) => of[key]) })),
  };
}

/** What a figure is called; one that is new here by its key. */
export function nameOf(key: string): string {
  const apart = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.names[key] ?? `${apart[0]?.toUpperCase() ?? ""}${apart.slice(1)}`;
}

/** A count or a spread of times in words; empty where there is none. */
export function figureText(value: unknown): string {
  if (typeof value === "number") return value.toLocaleString("en");
  const { median, p90, samples } = (value ?? {}) as Partial<Record<string, number | null>>;
  if (typeof median !== "number" || typeof p90 !== "number") return "";
  return words.spread(lasted(median), lasted(p90), samples ?? 0);
}

function lasted(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : times.span(ms);
}
