/** A text's sentences, by its own rules: runbooks are full of abbreviations, versions and paths, and careless with full stops. */

/** A full stop behind one of these ends no sentence by itself. */
const ABBREVIATIONS = new Set(
  "e.g i.e eg ie cf vs mr mrs ms dr no nos fig figs approx incl excl resp dept inc ltd co corp st sec art ver vol esp al u.s a.k.a p pp para min max".split(
    " ",
  ),
);
/** The end of a sentence with what closes behind it, and what the next one begins with. */
const END = /[.!?]+["'”’»)\]]*(?= +["'“‘«([]*[\p{Lu}\p{N}])/gu;

/** The sentences of a text whose line breaks part them. Joined by blanks they are the text again. Linear in its length. */
export function splitSentences(text: string): string[] {
  return text
    .split(/\n|(?=\bTO-?DO: )/)
    .flatMap(sentencesOfLine)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

function sentencesOfLine(line: string): string[] {
  const sentences: string[] = [];
  const depths = bracketDepths(line);
  let from = 0;
  for (const { 0: mark, index } of line.matchAll(END)) {
    const end = index + mark.length;
    if (depths[end] !== depths[from] || isAbbreviation(line.slice(from, index), mark)) continue;
    sentences.push(line.slice(from, end));
    from = end;
  }
  return [...sentences, line.slice(from)];
}

/** How many round brackets are open before each letter; an unclosed one counts for nothing. */
function bracketDepths(line: string): Uint8Array {
  const depths = new Uint8Array(line.length + 1);
  const open: number[] = [];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "(") open.push(at);
    const start = line[at] === ")" ? open.pop() : undefined;
    // Only the outermost pair matters, so each letter is marked at most twice.
    if (start !== undefined && open.length === 0) depths.fill(1, start + 1, at + 1);
  }
  return depths;
}

function isAbbreviation(before: string, mark: string): boolean {
  if (!mark.startsWith(".") || mark.startsWith("..")) return false;
  const word = /[\p{L}\p{N}.]+$/u.exec(before.slice(-40))?.[0].toLowerCase() ?? "";
  if (ABBREVIATIONS.has(word)) return true;
  // "1. Open it", "B. Close it": a number at the beginning counts, and ends nothing.
  return word.length <= 2 && before.trim().length === word.length;
}
