/** Lengths of time as people write them. */

const UNITS: readonly [RegExp, number][] = [
  [/^s(?:ec(?:ond)?s?)?$/, 1000],
  [/^m(?:in(?:ute)?s?)?$/, 60_000],
  [/^h(?:(?:ou)?rs?)?$/, 3_600_000],
  [/^d(?:ays?)?$/, 86_400_000],
  [/^w(?:ee)?ks?$/, 604_800_000],
];
const NUMBERS = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** What a length of time looks like within a pattern. */
export const LENGTH =
  "(?:at least |about |approximately |a further |another |the next |the following )?(\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -]?(seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|weeks?)";

/** Milliseconds; null where it is none from a second to 90 days, which is what a playbook can wait for. */
export function millisecondsOf(number: string, unit: string): number | null {
  const word = number.toLowerCase();
  const count = /^\d+$/.test(word) ? Number(word) : /^an?$/.test(word) ? 1 : NUMBERS.indexOf(word);
  const size = UNITS.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1];
  if (size === undefined || count < 1) return null;
  const milliseconds = count * size;
  return milliseconds <= 90 * 86_400_000 ? milliseconds : null;
}
