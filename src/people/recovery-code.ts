/** Recovery codes: for whoever lost the second factor. Eighty random bits each, so that a plain hash is enough to keep. */
import { randomBytes } from "node:crypto";
import { sha256 } from "../ids.ts";

const COUNT = 10;
/** Without 0, 1, I and O, which people mistake for one another: 32 letters, five bits each. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Ten new ones, as they are shown this once: `K7QF-2MZP-…`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const letters = [...randomBytes(16)].map((byte) => LETTERS[byte & 31]).join("");
    return letters.replaceAll(/.{4}(?=.)/g, "$&-");
  });
}

/** What is kept of one, however it was typed; null for what cannot be one. */
export function recoveryHash(person: string, code: string): string | null {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, "");
  return /^[2-9A-HJ-NP-Z]{16}$/.test(plain) ? sha256(`recovery ${person} ${plain}`) : null;
}
