/** A hostile text and what has to come of it. The worker that tries it and the test that judges it both read the same list. */

export interface HostileCase {
  name: string;
  /** Made where it is tried: some are too large to send. */
  text: () => unknown;
  /**
   * What it comes to: `code: expression.syntax` for a refusal, `value: 3` for a value as JSON, `codes: …` for findings, sorted. Where the last
   * resort against the clock may or may not be needed, ` | a value` stands behind it.
   */
  comes: string;
}

/** Cases of one text each. */
export function cases(rows: readonly (readonly [text: string, comes: string])[]): HostileCase[] {
  return rows.map(([text, comes]) => ({ name: text, text: () => text, comes }));
}

/** Cases with a name, whose text is made. */
export function madeCases(
  rows: readonly (readonly [name: string, text: () => unknown, comes: string])[],
): HostileCase[] {
  return rows.map(([name, text, comes]) => ({ name, text, comes }));
}
