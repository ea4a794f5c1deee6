/** The transform to a time: by the forms that logs use, or by formats and a zone that the mapping names. */
import { looseTime } from "../infer/loose-time.ts";
import { asText } from "../raw-fields.ts";
import { isoTime } from "../raw-time.ts";
import { complain, type Part } from "./fault.ts";
import { readItems, readKeys, readText } from "./read-part.ts";
import { compileFormat, type ReadTime } from "./time-format.ts";
import { asNumber, type Transform } from "./transform.ts";
import { zoneFault } from "./zone.ts";

/** Formats with a name of their own. */
const NAMED: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  iso: (value) => (typeof value === "string" ? isoTime(value) : undefined),
  epoch: (value) => fromEpoch(value, 1_000),
  "epoch-ms": (value) => fromEpoch(value, 1),
  "epoch-us": (value) => fromEpoch(value, 0.001),
};

/** ISO 8601 without a zone. */
const PLAIN_ISO = [
  "YYYY-MM-DD[T]HH:mm:ss",
  "YYYY-MM-DD HH:mm:ss",
  "YYYY-MM-DD[T]HH:mm:ss.SSS",
  "YYYY-MM-DD HH:mm:ss.SSS",
];

export const time: Transform = {
  takes: ["text", "number"],
  example: 'time: { formats: ["DD.MM.YYYY HH:mm:ss"], zone: Europe/Berlin }',
  make(argument, given) {
    const gives = { kind: "time", list: given.list } as const;
    if (argument.value === true)
      return { run: (values, { receivedAt }) => values.flatMap((one) => looseTime(one, receivedAt) ?? []), gives };
    const keys = readKeys(argument, { allowed: ["formats", "zone"] });
    if (keys === undefined) return undefined;
    const zonePart = keys.get("zone");
    const zone = zonePart === undefined ? "Z" : readZone(zonePart);
    const formats = keys.has("formats") ? readItems(keys.get("formats"), 20).map(readFormat) : plainFormats();
    if (zone === undefined || formats.some((format) => format === undefined)) return undefined;
    const readers = formats as ReadAny[];
    return { run: (values) => values.flatMap((value) => firstTime(readers, value, zone)), gives };
  },
};

type ReadAny = (value: unknown, zone: string) => string | undefined;

function firstTime(readers: readonly ReadAny[], value: unknown, zone: string): string[] {
  for (const read of readers) {
    const found = read(value, zone);
    if (found !== undefined) return [found];
  }
  return [];
}

function readZone(part: Part): string | undefined {
  const zone = readText(part, 60);
  const fault = zone === undefined ? null : zoneFault(zone);
  if (fault === null) return zone;
  return complain(
    part,
    "mapping.unknown-value",
    fault,
    "write a name such as Europe/Berlin, or an offset such as +02:00",
  );
}

function readFormat(part: Part): ReadAny | undefined {
  const text = readText(part, 100);
  if (text === undefined) return undefined;
  if (Object.hasOwn(NAMED, text)) return NAMED[text];
  const format = compileFormat(text);
  if (typeof format === "function") return written(format);
  const fix = `write ${Object.keys(NAMED).join(", ")}, or a format such as YYYY-MM-DD HH:mm:ss`;
  return complain(part, "mapping.wrong-value", `this is no format of times: ${format.fault}`, fix);
}

/** Without formats: ISO 8601, where what has no zone is in the one that is named. */
function plainFormats(): ReadAny[] {
  return [...PLAIN_ISO.map((format) => written(compileFormat(format) as ReadTime)), (value) => isoTime(value)];
}

function written(read: ReadTime): ReadAny {
  return (value, zone) => read(asText(value), zone);
}

function fromEpoch(value: unknown, factor: number): string | undefined {
  const ms = (asNumber(value) ?? Number.NaN) * factor;
  const date = new Date(ms);
  return ms >= 0 && !Number.isNaN(date.getTime()) ? isoTime(date.toISOString()) : undefined;
}
