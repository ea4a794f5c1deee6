/** What a password must be: long, and none that is guessed first. No kinds of characters, no expiry (NIST SP 800-63B-4, 3.1.1.2). */
import { InputError } from "../errors.ts";
import { COMMON_PASSWORDS } from "./common-passwords.ts";

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;

const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
];

/** @throws InputError `people.weak-password` with what is wrong; never repeats the password. */
export function checkPassword(password: string, { name }: { name: string }): void {
  const problem = problemOf(password.normalize("NFKC"), name);
  if (problem === null) return;
  throw new InputError("people.weak-password", `Choose another password: ${problem}. A few unrelated words are good.`);
}

function problemOf(password: string, name: string): string | null {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return `it has ${length} characters, and ${SHORTEST_PASSWORD} are needed`;
  if (length > LONGEST_PASSWORD) return `it has more than ${LONGEST_PASSWORD} characters`;
  const plain = password.toLowerCase().replaceAll(/[\s\p{P}\p{S}]/gu, "");
  const letters = plain.replace(/\d+$/, "");
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(letters)) return "it is one of those that are tried first";
  if (new Set(password).size < 4) return "it repeats the same few characters";
  if (ROWS.some((row) => isRunOf(row, plain))) return "it follows the keyboard or the alphabet";
  if ([nameOnly(name), "cordon"].some((word) => isMostly(word, plain))) return "it is little more than a name";
  return null;
}

/** Up or down the row, perhaps more than once. Where nearly all is punctuation, what is left says nothing. */
function isRunOf(row: string, plain: string): boolean {
  if (plain.length < SHORTEST_PASSWORD / 2) return false;
  const twice = row + row;
  const down = [...twice].reverse().join("");
  return [twice, down].some((text) => plain.length <= text.length && text.includes(plain));
}

function nameOnly(name: string): string {
  return name
    .toLowerCase()
    .replace(/@.*$/, "")
    .replaceAll(/[^a-z0-9]/g, "");
}

/** Whether little is left once the word is taken out. */
function isMostly(word: string, plain: string): boolean {
  return word.length >= 3 && plain.includes(word) && plain.replaceAll(word, "").length < 6;
}
