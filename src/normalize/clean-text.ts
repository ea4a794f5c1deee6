/** Makes text from outside storable and bounded. Postgres refuses NUL and unpaired surrogates; nobody reads a megabyte of title. */

/** Text without NUL and unpaired surrogates, cut to `max` UTF-16 units without splitting a character. */
export function cleanText(text: string, max: number): string {
  let clean = text.length > max * 2 ? text.slice(0, max * 2) : text;
  if (clean.includes("\0")) clean = clean.replaceAll("\0", "");
  if (!clean.isWellFormed()) clean = clean.toWellFormed();
  return cut(clean, max);
}

/** {@link cleanText} in one line: control characters, which could fake a line of a log or a terminal, become spaces. */
export function cleanLine(text: string, max: number): string {
  if (text.length <= max && PLAIN.test(text)) return text;
  const clean = cleanText(text, max);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(clean)
    ? // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
      clean.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim()
    : clean.trim();
}

/** Nearly every line is one already: printable ASCII without blanks around it. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
