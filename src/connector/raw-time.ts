/** Times as vendors write them, as ISO 8601: the zone and the precision that the source gave are kept. */

import { InputError } from "../errors.ts";
import { kindOf, missing, type Raw } from "./raw-fields.ts";

const WRITTEN = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;

/** Already as we write it. */
const CANONICAL = /^[12]\d{3}-[01]\d-(?:0[1-9]|[12]\d|3[01])T[0-2]\d:[0-5]\d:[0-5]\d\.\d{3,9}(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * ISO 8601, the same with a space, fractions to nanoseconds, offsets with or without colon, epoch seconds and epoch milliseconds as number or
 * text. Written with at least milliseconds, with the source's fraction and offset; without a zone it is UTC. Undefined when it is no time
 * or outside the years 1970 to 9999.
 */
export function isoTime(value: unknown): string | undefined {
  if (typeof value === "number") return fromEpoch(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (text.length >= 24 && CANONICAL.test(text)) return inRange(text);
  if (/^\d{9,13}(\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  const match = WRITTEN.exec(text);
  if (match === null) return undefined;
  const [, day, clock = "00:00:00", fraction = "", zone = "Z"] = match;
  const seconds = clock.length === 5 ? `${clock}:00` : clock;
  const iso = `${day}T${seconds}.${fraction.padEnd(3, "0")}${offset(zone)}`;
  return CANONICAL.test(iso) ? inRange(iso) : fromMs(Date.parse(iso));
}

/** Only looked at, not written anew: nearly every alert has several. */
function inRange(iso: string): string | undefined {
  const ms = Date.parse(iso);
  // The 30th of February would be read as the 2nd of March; the first 28 days are in every month.
  const day = Number(iso.slice(8, 10));
  if (day > 28 && day > daysIn(iso)) return fromMs(ms);
  return ms >= 0 && ms < MAX_MS ? iso : undefined;
}

function daysIn(iso: string): number {
  return new Date(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), 0)).getUTCDate();
}

/** The time under the first of `keys` that holds one. @throws InputError `normalize.missing-field` or `normalize.bad-time` naming the path. */
export function requireTime(raw: Raw, keys: readonly string[], path = "$"): string {
  for (const key of keys) {
    const time = timeAt(raw, key);
    if (time !== undefined) return time;
  }
  const present = keys.find((key) => Object.hasOwn(raw, key) && raw[key] !== null && raw[key] !== "");
  const place = `${path}.${present ?? keys[0] ?? ""}`;
  if (present === undefined) throw missing(place, "a time", undefined);
  throw new InputError(
    "normalize.bad-time",
    `${place}: expected ISO 8601 or epoch seconds, found ${kindOf(raw[present])} that is no time`,
    { details: { path: place } },
  );
}

/** The time at `key`, or undefined. */
export function timeAt(raw: Raw, key: string): string | undefined {
  return Object.hasOwn(raw, key) ? isoTime(raw[key]) : undefined;
}

/** The year 10000. */
const MAX_MS = 253_402_300_800_000;

function offset(zone: string): string {
  if (/^(z|utc)$/i.test(zone)) return "Z";
  return zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

/** Seconds up to the year 5138; above that it can only be milliseconds. */
function fromEpoch(value: number): string | undefined {
  return fromMs(Math.abs(value) < 1e11 ? value * 1000 : value);
}

function fromMs(ms: number): string | undefined {
  return Number.isFinite(ms) && ms >= 0 && ms < MAX_MS ? new Date(ms).toISOString() : undefined;
}
