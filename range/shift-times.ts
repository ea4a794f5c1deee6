/** Moves the times in an alert so that it happened just now, in whatever ISO 8601 spelling its product uses. */

const TIME = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)/g;
/** Times further than this from the moment of delivery are no part of the story (`0001-01-01`, a launch date) and stay. */
const STORY_MS = 24 * 60 * 60 * 1000;

/** The same JSON with every time near `from` moved by `to - from`, in whole seconds; fractions and zones are kept as written. */
export function shiftTimes<T>(value: T, from: Date, to: Date): T {
  const seconds = Math.round((to.getTime() - from.getTime()) / 1000);
  return shift(value, from.getTime(), seconds * 1000) as T;
}

function shift(value: unknown, from: number, by: number): unknown {
  if (typeof value === "string")
    return value.replace(TIME, (whole, ...parts) => shiftOne(whole, parts as string[], from, by));
  if (Array.isArray(value)) return value.map((item) => shift(item, from, by));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shift(item, from, by)]));
}

function shiftOne(whole: string, [seconds, fraction, zone]: (string | undefined)[], from: number, by: number): string {
  const iso = (zone ?? "Z").replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  if (!(Math.abs(Date.parse(`${seconds}${iso}`) - from) <= STORY_MS)) return whole;
  const moved = new Date(Date.parse(`${seconds}Z`) + by).toISOString().slice(0, 19);
  return `${moved}${fraction ?? ""}${zone}`;
}
