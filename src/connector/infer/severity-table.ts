/** The severity table of a product nobody knows, learned from the values that its samples hold. */
import type { AlertDraftInput } from "../../model/alert.ts";
import { type Severity, severityId } from "../../model/scale.ts";

/** What a mapping writes beside the path: their words to ours, or the numbers from which ours begin. */
export type SeverityTable = { cases: Record<string, string> } | { do: ["number", { bands: Record<string, string> }] };

/** So many words are learned; a field with more of them is no scale. */
const MAX_WORDS = 50;

/**
 * Numbers become bands, so that one that was not among the samples is read too; anything else becomes a table of the words that were.
 * Undefined where no sample shows any.
 */
export function learnSeverity(drafts: readonly AlertDraftInput[]): SeverityTable | undefined {
  const seen = new Map<string, Severity>();
  for (const { severityRaw = "", severity } of drafts)
    if (severityRaw !== "" && severity !== "unknown") seen.set(severityRaw, severity);
  if (seen.size === 0) return undefined;
  const bands = bandsOf(seen);
  if (bands !== undefined) return { do: ["number", { bands }] };
  const words = [...seen].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MAX_WORDS);
  return { cases: Object.fromEntries(words) };
}

interface Reading {
  from: number;
  severity: Severity;
}

/** Undefined for words, for a single number, and where a greater number is not graver. */
function bandsOf(seen: ReadonlyMap<string, Severity>): Record<string, string> | undefined {
  const numbers = [...seen].map(([text, severity]): Reading => ({ from: Number(text), severity }));
  if (numbers.length < 2 || numbers.some(({ from }) => Number.isNaN(from))) return undefined;
  numbers.sort((a, b) => a.from - b.from);
  return sharedBands(numbers) ?? ownBands(numbers);
}

/** Scales that many products share, by the borders of CVSS 3; `above` is what only numbers of this scale are. */
const SHARED: readonly { above: number; top: number; bands: Record<string, Severity> }[] = [
  { above: 10, top: 100, bands: { "0": "informational", "10": "low", "40": "medium", "70": "high", "90": "critical" } },
  { above: 5, top: 10, bands: { "0": "informational", "1": "low", "4": "medium", "7": "high", "9": "critical" } },
];

/**
 * The scale that the greatest number tells: alone, a 4 is one of five or of a hundred. Only where all numbers that no lesser scale has were read
 * by it.
 */
function sharedBands(numbers: readonly Reading[]): Record<string, string> | undefined {
  const greatest = numbers.at(-1)?.from ?? 0;
  const scale = SHARED.find(({ above, top }) => greatest > above && greatest <= top);
  if (scale === undefined || (numbers[0]?.from ?? 0) < 0) return undefined;
  const borders = Object.entries(scale.bands).reverse();
  const own = numbers.filter(({ from }) => from > scale.above);
  const agree = own.every(({ from, severity }) => borders.find(([border]) => from >= Number(border))?.[1] === severity);
  return agree ? scale.bands : undefined;
}

/** Where each severity was first seen. */
function ownBands(numbers: readonly Reading[]): Record<string, string> | undefined {
  const bands: Record<string, string> = {};
  let last = -1;
  for (const { from, severity } of numbers) {
    const rank = severityId(severity);
    if (rank < last) return undefined;
    if (rank > last) bands[String(from)] = severity;
    last = rank;
  }
  return bands;
}
