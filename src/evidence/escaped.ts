/** Text within HTML or SVG, also in an attribute: it may be an attacker's, and is nothing but text there. Controls, which neither allows, go. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, " ")
    .replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
