/** What a sentence wants: an order, a suggestion, a prohibition, a question, or nothing but to be known; and when. */

export interface Condition {
  /** In the words of the runbook. */
  text: string;
  /** It is to be done when this does not hold. */
  unless: boolean;
}

export interface Reading {
  mood: "order" | "suggestion" | "prohibition" | "question" | "statement";
  /** What is ordered or suggested, each from its verb on. */
  orders: string[];
  /** One of the orders is to be chosen. */
  either: boolean;
  condition: Condition | null;
  /** It goes on from the condition or the question before it. */
  branch: "else" | "yes" | "no" | null;
  /** Somebody has to agree first. */
  approval: boolean;
  /** It is to be done at the same time as what is before it. */
  parallel: boolean;
  /** How long to wait before it. */
  delayMs: number | null;
  /** What it is to be done for, one after another. */
  each: string | null;
}

export const STATEMENT: Reading = {
  mood: "statement",
  orders: [],
  either: false,
  condition: null,
  branch: null,
  approval: false,
  parallel: false,
  delayMs: null,
  each: null,
};
