/** The shapes of hashes by their names in the vocabulary `hash-algorithm-ov` (STIX 2.1, section 10.7), and of some older ones. */
import type { ObjectPath } from "./ast.ts";

const HEX_DIGITS: Readonly<Record<string, readonly number[]>> = {
  MD5: [32],
  MD6: [32, 40, 56, 64, 96, 128],
  RIPEMD160: [40],
  SHA1: [40],
  SHA224: [56],
  SHA256: [64],
  SHA384: [96],
  SHA512: [128],
  SHA3224: [56],
  SHA3256: [64],
  SHA3384: [96],
  SHA3512: [128],
  TLSH: [70, 72],
  WHIRLPOOL: [128],
};

/** The algorithm's name when the path leads to a hash and the text cannot be one of it; null otherwise. A wrong hash never matches, and is a typing error. */
export function hashFault(path: ObjectPath, text: string): string | null {
  const last = path.steps.at(-1);
  if (last?.kind !== "key" || !path.steps.some((step) => step.kind === "key" && step.key === "hashes")) return null;
  const name = last.key.toUpperCase().replaceAll("-", "");
  if (name === "SSDEEP") return /^[A-Za-z0-9/+:.]{1,128}$/.test(text) ? null : last.key;
  const lengths = HEX_DIGITS[name];
  if (lengths === undefined || !Object.hasOwn(HEX_DIGITS, name)) return null;
  const digits = name === "TLSH" && text.startsWith("T1") ? text.slice(2) : text;
  return /^[0-9a-fA-F]+$/.test(digits) && lengths.includes(digits.length) ? null : last.key;
}
