import type { RawDelivery } from "../../src/connector/connector.ts";
import { badSignature, headerOf, hmacMatches } from "../../src/connector/signature.ts";
import { type GenericSettings, headerNames } from "./settings.ts";

/** How old a signed message may be, in seconds: long enough for clocks and queues, too short to be kept and played again. */
const MAX_AGE_S = 300;

/**
 * HMAC-SHA256 over the raw body, or over `<timestamp>.<body>` where a timestamp header is set. Several signatures may be sent.
 * @throws RefusedError `ingest.bad-signature`.
 */
export function checkSignature(delivery: RawDelivery, secret: string, now: Date, settings: GenericSettings): void {
  const names = headerNames.parse({
    ...(settings.signatureHeader === undefined ? {} : { signatureHeader: settings.signatureHeader }),
    ...(settings.timestampHeader === undefined ? {} : { timestampHeader: settings.timestampHeader }),
  });
  const header = headerOf(delivery.headers, names.signatureHeader);
  if (header === undefined) throw badSignature(`The header ${names.signatureHeader} with the signature is missing.`);
  const signed =
    names.timestampHeader === undefined ? delivery.body : withTimestamp(delivery, names.timestampHeader, now);
  if (!hmacMatches(header, signed, secret)) {
    throw badSignature(
      `The signature in ${names.signatureHeader} is not the HMAC-SHA256 of what was sent under this connection's secret.`,
    );
  }
}

function withTimestamp(delivery: RawDelivery, name: string, now: Date): Uint8Array {
  const timestamp = headerOf(delivery.headers, name) ?? "";
  if (!/^\d{9,11}$/.test(timestamp))
    throw badSignature(`The header ${name} has to hold the time of sending in epoch seconds.`);
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > MAX_AGE_S) {
    throw badSignature(`The time in ${name} is more than ${MAX_AGE_S} seconds away from this server's clock.`);
  }
  return Buffer.concat([Buffer.from(`${timestamp}.`), delivery.body]);
}
