/** An entry of the lexicon. It says what it takes, so that a word that means something else beside another ("block the sender") means nothing here. */

export interface Entry {
  capability: string;
  /** Others that it means as well. */
  and?: readonly string[];
  /** Base forms; with the particle behind them where the verb alone means something else. */
  verbs: readonly string[];
  /** What it is done to, in the singular. */
  heads: readonly string[];
  /** Has to stand in what it is done to. */
  of?: RegExp;
  /** One of these has to stand somewhere in the order. */
  needs?: RegExp;
  /** With one of these it is something else. */
  never?: RegExp;
}

/** Heads of an entry that takes whatever it is done to: what it needs says enough. */
export const ANYTHING: readonly string[] = [];

/** A list as it is written in the lexicon. */
export function words(list: string): string[] {
  return list.split(",").map((word) => word.trim());
}
