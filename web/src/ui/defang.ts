/** What cannot be seen but changes how text reads: controls, marks of direction, joiners (Unicode TR36, TR39). */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const SHOWN_AT_MOST = 20_000;

/** The text with its links made harmless, as analysts write them (`hxxp`, `[.]`), and with what hides in it made visible. */
export function defanged(text: string): string {
  return text
    .slice(0, SHOWN_AT_MOST)
    .replace(UNSEEN, (sign) => `⟨${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`)
    .replace(/\bhttp(s?):\/\//gi, "hxxp$1://")
    .replace(/\bftp:\/\//gi, "fxp://")
    .replace(/\b(javascript|data|vbscript|file):/gi, "$1[:]")
    .replace(/(:\/\/[^/\s?#]*)/g, (host) => host.replaceAll(".", "[.]"));
}
