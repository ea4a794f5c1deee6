/**
 * Regular expressions of MATCHES. STIX asks for PCRE; here they run as RE2, linear in the text, so that no pattern and no value can hold the
 * machine up. What RE2 has no word for is refused with its name.
 */
import { RE2JS } from "re2js";

const MAX_REGEX = 1000;

/** What PCRE has and RE2 has not, by how it is written. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, "look-ahead and look-behind"],
  [/\(\?>/, "atomic groups"],
  [/[*+?}]\+/, "possessive quantifiers"],
  [/\(\?(?:R|[+-]?\d|&)/, "recursion"],
  [/\(\?\(/, "conditional groups"],
  [/\\[1-9]|\\[gk]['{<\d]/, "references back to a group"],
];

/** Null when the text is a regular expression that can be used, else why not. */
export function regexFault(pattern: string): string | null {
  if (pattern.length > MAX_REGEX) return `it has ${pattern.length} characters, at most ${MAX_REGEX} are allowed`;
  try {
    compileRegex(pattern);
    return null;
  } catch (error) {
    const refused = REFUSED.find(([shape]) => shape.test(pattern.replaceAll("\\\\", "")));
    if (refused !== undefined) return `it uses ${refused[1]}, which RE2 does not have`;
    return error instanceof Error ? error.message : String(error);
  }
}

/** The expression in RE2, its dot matching line ends too; throws when {@link regexFault} finds fault. */
export function compileRegex(pattern: string): RE2JS {
  return RE2JS.compile(pattern.normalize("NFC"), RE2JS.DOTALL);
}
