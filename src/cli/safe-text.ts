/** Text from elsewhere, made safe to look at: what could move the cursor, hide or reorder text is shown as its escape, all else as it is. */

/** C0 and C1 controls, marks that reorder or hide text, and halves of characters; written as classes, as the source holds no such character. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

/** One line of text. */
export function safeLine(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** Text that may have lines. */
export function safeLines(text: string): string {
  return text.split(/\r?\n/).map(safeLine).join("\n");
}

/** JSON text that is as safe: inside JSON these characters only stand in strings, where their escape means the same. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).split("\n").map(safeLine).join("\n");
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
