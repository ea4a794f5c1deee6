/** What a mapping works on, and how much of it: the alert, the thing in it that is looked at, and what may still be read. */
import { InputError } from "../../errors.ts";

/** Values that one alert's mapping may look at, characters of text it may handle, and that its patterns may read: far above what an honest alert needs. */
const MAX_VALUES = 20_000;
const MAX_TEXT_CHARACTERS = 20_000_000;
const MAX_PATTERN_CHARACTERS = 300_000;

export interface Scope {
  /** The whole alert. */
  root: unknown;
  /** What paths without `$` begin at: the alert, or one item of an `each`. */
  item: unknown;
  receivedAt: Date;
  budget: Budget;
}

/** What one alert may cost; the text is attacker-written. */
export class Budget {
  #values = MAX_VALUES;
  #text = MAX_TEXT_CHARACTERS;
  #characters = MAX_PATTERN_CHARACTERS;

  /** @throws InputError `mapping.too-costly` once more was looked at than any honest alert needs. */
  spendValues(count: number): void {
    this.#values -= count;
    if (this.#values < 0) throw tooCostly(`more than ${MAX_VALUES} values`);
  }

  /** @throws InputError `mapping.too-costly` once more text was handled, again and again, than any honest alert has. */
  spendText(values: readonly unknown[]): void {
    for (const value of values) if (typeof value === "string") this.#text -= value.length;
    if (this.#text < 0) throw tooCostly(`more than ${MAX_TEXT_CHARACTERS} characters`);
  }

  /** @throws InputError `mapping.too-costly` once patterns have read more than any honest alert needs. */
  spendCharacters(count: number): void {
    this.#characters -= count;
    if (this.#characters < 0) throw tooCostly(`more than ${MAX_PATTERN_CHARACTERS} characters by patterns`);
  }
}

function tooCostly(what: string): InputError {
  return new InputError("mapping.too-costly", `The mapping would have to read ${what} of this one alert.`);
}

/** The scope of a whole alert, with a full budget. */
export function scopeOf(raw: unknown, receivedAt: Date): Scope {
  return { root: raw, item: raw, receivedAt, budget: new Budget() };
}
