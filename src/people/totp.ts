/** Codes of an authenticator app: TOTP (RFC 6238) as all of them do it, SHA-1, six digits, thirty seconds. */
import { Secret, TOTP } from "otpauth";

const PERIOD_S = 30;
/** Steps before and after now whose code is taken: clocks differ, and people type slowly (RFC 6238, 5.2). */
const WINDOW = 1;

/** 160 random bits in Base32, as people may have to type it. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the app reads as a picture: `otpauth://totp/…`. */
export function totpUri(secret: string, { person, issuer }: { person: string; issuer: string }): string {
  return totpOf(secret, { label: person, issuer }).toString();
}

/** The step of time that a code is of; null when it is none of those near now. A step must be used once only: the caller sees to that. */
export function stepOf(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret, {}).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: PERIOD_S, timestamp: now }) + delta;
}

function totpOf(secret: string, names: { label?: string; issuer?: string }): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: PERIOD_S });
}
