/** Checks of what a sender proves: an HMAC over the raw bytes, or a shared secret in a header. Compared in constant time. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { RefusedError } from "../errors.ts";

/** True when both texts are equal; takes the same time wherever they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  // Lengths may differ in time: the length of a digest or secret is no secret.
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The HMAC-SHA256 of `signed`, in hex. */
export function hmacHex(signed: Uint8Array | string, secret: string): string {
  return createHmac("sha256", secret).update(signed).digest("hex");
}

/**
 * True when one of the signatures in `header` is the HMAC-SHA256 of `signed`. Several are separated by commas or spaces
 * (a key being rotated); each is hex, with or without a prefix such as `sha256=` or `v1=`.
 */
export function hmacMatches(header: string, signed: Uint8Array | string, secret: string): boolean {
  const expected = hmacHex(signed, secret);
  const given = header
    .split(/[,\s]+/)
    .slice(0, 10)
    .map((part) => part.replace(/^[a-z0-9]+=/i, "").toLowerCase());
  // No early end: every one given is compared.
  return given.filter((signature) => equalInConstantTime(signature, expected)).length > 0;
}

/** The refusal of a message whose sender did not prove itself; says what was looked for, never what was found. */
export function badSignature(reason: string): RefusedError {
  return new RefusedError("ingest.bad-signature", reason);
}

/** A header by name, whatever its case; undefined when absent. */
export function headerOf(headers: Record<string, string>, name: string): string | undefined {
  const lower = name.toLowerCase();
  if (Object.hasOwn(headers, lower)) return headers[lower];
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === lower);
  return key === undefined ? undefined : headers[key];
}
