/** What one match may cost. Counted, never timed, so that the same pattern and observations always come to the same end. */
import { InputError } from "../errors.ts";

/** Values touched and observations tried; a pattern that tells something from something needs a few thousand. */
const STEPS = 4_000_000;
/** Characters that LIKE and MATCHES read, weighed by the size of what reads them. */
const CHARACTERS = 2_000_000;

export class Budget {
  #steps = STEPS;
  #characters = CHARACTERS;

  /** Counts one step; throws InputError `stix.too-costly` when there were too many. */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0) throw tooCostly();
  }

  /** Counts text that is read. Throws like {@link step}. */
  read(characters: number): void {
    this.#characters -= characters;
    if (this.#characters < 0) throw tooCostly();
  }
}

/** The answer to a pattern that would take too long: nobody knows whether it matches, so it neither does nor does not. */
export function tooCostly(): InputError {
  return new InputError(
    "stix.too-costly",
    "The pattern leaves too many ways to combine these observations, or reads too much text; narrow it, or give it fewer observations.",
  );
}
