/** Arguments that many commands take. */
import { InvalidArgumentError } from "commander";

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** `30m`, `4h`, `2d` as seconds. */
export function durationSeconds(text: string): number {
  const found = /^(\d{1,6})([mhd])$/.exec(text);
  if (found === null) throw new InvalidArgumentError("Expected a duration such as 30m, 4h or 2d.");
  return Number(found[1]) * UNITS[found[2]!]!;
}

/** A whole number from 1 to 100,000. */
export function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100_000)
    throw new InvalidArgumentError("Expected a whole number from 1 to 100000.");
  return value;
}

/** The hash of an effect's arguments, as `cordon approvals show` prints it. */
export function argsHash(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError(
    `Expected the 64 hexadecimal digits after "arguments hash" in cordon approvals show; these are ${text.length} characters.`,
  );
}

/** A version as lists number them. */
export function versionNumber(text: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new InvalidArgumentError("Expected the number of a version, such as 3.");
  return value;
}

/** A moment as ISO 8601, or how long ago (`24h`, `7d`). */
export function moment(text: string): string {
  if (/^\d+[mhd]$/.test(text)) return new Date(Date.now() - durationSeconds(text) * 1000).toISOString();
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new InvalidArgumentError("Expected a time such as 2026-03-01T10:00:00Z, or 24h for a day ago.");
  return date.toISOString();
}

/** A moment as ISO 8601, or how long from now (`24h`, `7d`). */
export function later(text: string): string {
  if (/^\d+[mhd]$/.test(text)) return new Date(Date.now() + durationSeconds(text) * 1000).toISOString();
  return moment(text);
}

/** A name or id as it stands in a path. */
export function part(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
