/** A product's scale of severity as a table, so that what is read by it and what docs/severity.md says of it are one thing. */
import type { Severity } from "../model/scale.ts";
import { wordTable } from "./draft-parts.ts";

/** One line of a scale: what the product says, and what that is here. */
export interface ScaleRow {
  /** A word as it is written, or the least number: `9`. */
  given: string;
  severity: Severity;
}

export interface SeverityTable {
  /** words: compared whatever their case · steps: a number belongs to the first row it reaches. */
  kind: "words" | "steps";
  rows: readonly ScaleRow[];
  /** What is not in the table. */
  otherwise: Severity;
  /** The greatest number of the scale; a greater one is not of it. */
  upTo?: number;
}

export type WordScale = ((word: string) => Severity) & { readonly scale: SeverityTable };
export type StepScale = ((value: number | undefined) => Severity) & { readonly scale: SeverityTable };

/** Words (or numbers that are only names) and what they mean; case is ignored, and a word that is not in it gives `otherwise`. */
export function severityWords(words: Readonly<Record<string, Severity>>, otherwise: Severity): WordScale {
  const rows = Object.entries(words).map(([given, severity]) => ({ given, severity }));
  return Object.assign(wordTable<Severity>(words, otherwise), { scale: { kind: "words" as const, rows, otherwise } });
}

/** Numbers, by the least of each step, the greatest first; below the last step, above `upTo` and without a number: unknown. */
export function severitySteps(
  steps: readonly (readonly [from: number, severity: Severity])[],
  upTo?: number,
): StepScale {
  const read = (value: number | undefined): Severity => {
    if (value === undefined || (upTo !== undefined && value > upTo)) return "unknown";
    return steps.find(([from]) => value >= from)?.[1] ?? "unknown";
  };
  const rows = steps.map(([from, severity]) => ({ given: String(from), severity }));
  const scale = {
    kind: "steps" as const,
    rows,
    otherwise: "unknown" as const,
    ...(upTo === undefined ? {} : { upTo }),
  };
  return Object.assign(read, { scale });
}
