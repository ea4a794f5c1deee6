/** The severity table of a product nobody knows, learned from the values that its samples hold. */
import type { AlertDraftInput } from "../../model/alert.ts";
import type { Severity } from "../../model/scale.ts";

/** What a mapping writes beside the path: their words to ours, or the numbers from which ours begin. */
export type SeverityTable = { cases: Record<string, string> } | { do: ["number", { bands: Record<string, string> }] };

/** So many words are learned; a field with more of them is no scale. */
const MAX_WORDS = 50;

/**
 * Numbers that grow with gravity become bands, so that a number that was not among the samples is read too; anything else becomes a table of
 * the words that were. Undefined where no sample shows any.
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

const ORDER: readonly Severity[] = ["informational", "low", "medium", "high", "critical", "fatal"];

/** Where each severity begins; undefined for words, for few numbers, and where a greater number is not graver. */
function bandsOf(seen: ReadonlyMap<string, Severity>): Record<string, string> | undefined {
  const numbers = [...seen].map(([text, severity]) => ({ from: Number(text), rank: ORDER.indexOf(severity) }));
  if (numbers.length < 2 || numbers.some(({ from }) => Number.isNaN(from))) return undefined;
  numbers.sort((a, b) => a.from - b.from);
  const bands: Record<string, string> = {};
  let last = -1;
  for (const { from, rank } of numbers) {
    if (rank < last) return undefined;
    if (rank > last) bands[String(from)] = ORDER[rank]!;
    last = rank;
  }
  return bands;
}
