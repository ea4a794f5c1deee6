/** What became of each sentence of a runbook: the report is their sum, and none is missing from it. */
import type { Spot } from "./read/document.ts";
import type { Sentence } from "./understand/outline.ts";

/** Why there is nothing to do in a sentence. */
export const NOTHING = {
  heading: "a heading",
  label: "it only introduces what follows",
  statement: "it orders nothing",
  placeholder: "a gap that its author left",
  duplicate: "it says what another sentence has said",
  column: "the name of a column",
} as const;

/** Why a sentence that wants something is in no step all the same. */
export const LEFT_OUT = {
  warning: "it forbids something that no step does",
  preparation: "it is to be done before there is an incident",
  reference: "its section is for looking up, or for others",
  code: "a program or a query, which Cordon does not run",
  "too-long": "too long for one sentence",
} as const;

const REASONS = { ...NOTHING, ...LEFT_OUT };
export type LeftOut = keyof typeof REASONS;

/** codified: a step does all of it · handed: a person does it, or a part of it · left-out: it is in no step · nothing: there is nothing to do in it. */
export const FATES = ["codified", "handed", "left-out", "nothing"] as const;

export interface SentenceFate {
  number: number;
  text: string;
  spot: Spot;
  fate: (typeof FATES)[number];
  /** Ids of the steps in the draft. */
  steps: string[];
  /** Null where it is in a step. */
  reason: LeftOut | null;
}

/** A reason in words. */
export function reasonText(reason: LeftOut): string {
  return REASONS[reason];
}

/** Keeps the fates of a runbook's sentences; one that is told twice keeps the first, with the steps of both. */
export class Fates {
  readonly #bySentence = new Map<number, SentenceFate>();

  has({ number }: Sentence): boolean {
    return this.#bySentence.has(number);
  }

  codified(sentence: Sentence, steps: readonly string[]): void {
    this.#tell(sentence, "codified", steps, null);
  }

  /** A sentence of which a part is handed to a person counts as handed. */
  handed(sentence: Sentence, steps: readonly string[]): void {
    this.#tell(sentence, "handed", steps, null);
  }

  leftOut(sentence: Sentence, reason: LeftOut): void {
    if (!this.has(sentence)) this.#tell(sentence, reason in NOTHING ? "nothing" : "left-out", [], reason);
  }

  /** One for each sentence, in order. Those that nobody told of ordered nothing. */
  all(sentences: readonly Sentence[]): SentenceFate[] {
    for (const sentence of sentences) this.leftOut(sentence, sentence.is === "prose" ? "statement" : sentence.is);
    return sentences.map(({ number }) => this.#bySentence.get(number) as SentenceFate);
  }

  #tell(
    { number, text, spot }: Sentence,
    fate: SentenceFate["fate"],
    steps: readonly string[],
    reason: LeftOut | null,
  ) {
    const before = this.#bySentence.get(number);
    const handed = fate === "handed" || before?.fate === "handed";
    this.#bySentence.set(number, {
      ...{ number, text, spot },
      fate: handed ? "handed" : fate,
      steps: [...new Set([...(before?.steps ?? []), ...steps])],
      reason,
    });
  }
}
