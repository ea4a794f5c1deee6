/** What a measure is now, and what a probe asks of it, as people read them. Pure. */
import { MEASURES, type Measure, type Measuring, type Observed } from "./measures.ts";

export interface Reading {
  /** A share from 0 to 1, a count, or days; null where there is nothing to measure yet. */
  value: number | null;
  /** `Alerts of 30 days with all four fields: 95 of 100 (95 %)`. */
  text: string;
  /** The command that brings what is missing most, where that is known; else null. */
  next: string | null;
}

export function readingOf(measure: Measure, observed: Observed): Reading {
  const one: Measuring = MEASURES[measure];
  if (one.unit === "share") {
    const { count, of } = one.read(observed);
    if (of === 0) return { value: null, text: `${one.says}: nothing to measure yet`, next: null };
    const lacks = (one.lacks?.(observed) ?? []).filter((lack) => lack.count > 0).sort((a, b) => b.count - a.count);
    const without = lacks.map((lack) => `, ${lack.count} without ${lack.what}`).join("");
    const text = `${one.says}: ${count} of ${of} (${percent(count / of)})${without}`;
    return { value: count / of, text, next: lacks[0]?.next ?? null };
  }
  const value = one.read(observed);
  if (value === null) return { value, text: `${one.says}: it never was`, next: null };
  return { value, text: `${one.says}: ${Math.ceil(value)}`, next: null };
}

/** What is asked, in the unit of the measure: `at least 90 % needed`, `at most 100 allowed`. */
export function boundText(measure: Measure, bound: "at-least" | "at-most", value: number): string {
  const asked = MEASURES[measure].unit === "share" ? percent(value) : value;
  return bound === "at-least" ? `at least ${asked} needed` : `at most ${asked} allowed`;
}

/** Downwards: what is not there yet does not look as if it were. */
function percent(share: number): string {
  return `${Math.floor(share * 1_000 + 1e-9) / 10} %`;
}
