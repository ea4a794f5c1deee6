/** Wall-clock times of a place as times with an offset. */

/** Null when it is an IANA name or an offset such as +02:00, else what is wrong with it. */
export function zoneFault(zone: string): string | null {
  if (OFFSET.test(zone) || zone === "Z") return null;
  try {
    formatOf(zone);
    return null;
  } catch {
    return `"${zone.slice(0, 60)}" is no time zone`;
  }
}

const OFFSET = /^[+-](?:0\d|1[0-4]):[0-5]\d$/;
const MINUTE_MS = 60_000;

/** The offset, such as `+02:00`, that the clocks of a zone have at a wall-clock time, given in milliseconds as if it were UTC. */
export function offsetAt(zone: string, wallMs: number): string {
  if (OFFSET.test(zone) || zone === "Z") return zone;
  const format = formatOf(zone);
  // The first guess can lie on the wrong side of a change of the clocks; the second does not.
  const guess = wallMs - differenceAt(format, wallMs);
  const minutes = Math.round(differenceAt(format, guess) / MINUTE_MS);
  const [hour, minute] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** Wall clock minus UTC, in milliseconds. */
function differenceAt(format: Intl.DateTimeFormat, ms: number): number {
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_KNOWN = 1_000;

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  if (formats.size >= MAX_KNOWN) formats.clear();
  formats.set(zone, made);
  return made;
}
