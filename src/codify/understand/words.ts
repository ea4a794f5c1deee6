/** A text's words, and brackets and commas among them. */

export interface Word {
  /** In lower case. */
  text: string;
  start: number;
  end: number;
}

/** Its words; what stands in round brackets explains and orders nothing, so it is left out. */
export function wordsOf(text: string): Word[] {
  const plain = withoutBrackets(text);
  return [...plain.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}'’._@-]*[\p{L}\p{N}])?/gu)].map(({ 0: word, index }) => ({
    text: word.toLowerCase().replaceAll("’", "'"),
    start: index,
    end: index + word.length,
  }));
}

/** The text with blanks for what stands in brackets, so that places stay. */
export function withoutBrackets(text: string): string {
  return text.replaceAll(/\([^()]*\)|\[[^[\]]*\]/g, (inside) => " ".repeat(inside.length));
}

/** The word as one of its kind: "addresses" is "address". */
export function singular(word: string): string {
  const bare = word.replace(/'s?$/, "");
  if (/(?:ss|us|is|sis)$/.test(bare) || bare.length < 4) return bare === "ips" ? "ip" : bare === "pcs" ? "pc" : bare;
  if (/(?:ss|x|sh|ch)es$/.test(bare)) return bare.slice(0, -2);
  if (/[^aeiou]ies$/.test(bare)) return `${bare.slice(0, -3)}y`;
  return bare.endsWith("s") ? bare.slice(0, -1) : bare;
}
