/** How an effect is recognized in a product that has no idempotency keys of its own: a mark derived from its key, safe in any query or text. */
import { sha256 } from "../ids.ts";

/** 32 hex digits, equal for equal keys. */
export function referenceOf(idempotencyKey: string): string {
  return sha256(`cordon effect\0${idempotencyKey}`).slice(0, 32);
}

/** The reference in the form of a UUID (version 8, RFC 9562 5.8), for products that insist on one. */
export function uuidReferenceOf(idempotencyKey: string): string {
  const hex = referenceOf(idempotencyKey);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
