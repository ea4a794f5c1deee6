/** What a YAML text must keep to before it is parsed: the parser's time and memory grow faster than a text that wants it to. */
import { type Document, isScalar, Lexer, type Node, visit } from "yaml";

const MAX_LENGTH = 200_000;
/** Words and signs; the largest file that is shipped has 3,000. */
const MAX_LEXEMES = 40_000;
/** Brackets in brackets, or dashes behind dashes. */
const MAX_NESTING = 100;

/** Characters that are not printable (YAML 1.2.2, section 5.1), and halves of surrogate pairs: no text that is written down has them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Surrogate}/u;

export interface YamlBoundsFault {
  reason: "too-large" | "too-deep" | "unprintable";
  offset: number;
  message: string;
}

/** Null for a text that is small and flat enough to be parsed; linear in it. */
export function yamlBoundsFault(text: string): YamlBoundsFault | null {
  if (text.length > MAX_LENGTH) {
    const message = `the file has ${text.length} characters, at most ${MAX_LENGTH} are read`;
    return { reason: "too-large", offset: 0, message };
  }
  const unprintable = unprintableIn(text);
  if (unprintable >= 0)
    return { reason: "unprintable", offset: unprintable, message: "there is a character that cannot be printed" };
  return lexemeFault(text);
}

/** Where the first character is that cannot be printed, -1 when there is none. Escapes of YAML bring some in after the parse. */
export function unprintableIn(text: string): number {
  return text.search(UNPRINTABLE);
}

function lexemeFault(text: string): YamlBoundsFault | null {
  let count = 0;
  let offset = 0;
  let brackets = 0;
  let indicators = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > MAX_LEXEMES)
      return { reason: "too-large", offset, message: `the file has more than ${MAX_LEXEMES} words and signs` };
    if (lexeme === "[" || lexeme === "{") brackets += 1;
    else if (lexeme === "]" || lexeme === "}") brackets -= 1;
    indicators =
      lexeme === "-" || lexeme === "?" || lexeme === ":" ? indicators + 1 : lexeme.trim() === "" ? indicators : 0;
    if (lexeme.includes("\n")) indicators = 0;
    if (brackets > MAX_NESTING || indicators > MAX_NESTING)
      return { reason: "too-deep", offset, message: `it is nested more than ${MAX_NESTING} deep` };
    // Marks of the lexer's own stand for no character of the text, which has none of the unprintable ones they are.
    if (unprintableIn(lexeme) < 0) offset += lexeme.length;
  }
  return null;
}

/** Offsets of the keys that their map has already; the parser's own look for them is quadratic in a map's size. */
export function duplicateKeys(document: Document): number[] {
  const found: number[] = [];
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const value = isScalar(key) ? key.value : key;
        if (seen.has(value)) found.push((key as Node).range?.[0] ?? 0);
        seen.add(value);
      }
    },
  });
  return found;
}
