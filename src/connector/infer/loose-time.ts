/** Times in the many forms of logs, beyond ISO 8601: with the time of receipt for what they leave out. */
import { isoTime } from "../raw-time.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** `Mar  1 10:00:00`, `Mar 01 2026 10:00:00`, `Mar  1 10:00:00 2026`. */
const BSD =
  /^([A-Za-z]{3}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d{2}:\d{2}:\d{2})(\.\d{1,6})?(?: (\d{4}))?(?: (?:UTC|GMT|Z))?$/;
/** `01/Mar/2026:10:00:00 +0100`, of web servers. */
const WEB = /^\[?(\d{2})\/([A-Za-z]{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})\]?$/;
/** `Sun, 01 Mar 2026 10:00:00 +0100` (RFC 5322 3.3), `Sun Mar  1 10:00:00 2026`, with the zones that Date knows. */
const MAIL = /^[A-Za-z]{3},? (?:\d{1,2} [A-Za-z]{3}|[A-Za-z]{3} {1,2}\d{1,2}) [\d: ]{13,}(?:[+-]\d{4}|[A-Z]{1,4})?$/;

const DAY_MS = 86_400_000;

/** ISO 8601, or undefined when it is no time of any of these forms. Without a year the latest that is not in the future; without a zone UTC. */
export function looseTime(value: unknown, receivedAt: Date): string | undefined {
  const iso = isoTime(value) ?? fineEpoch(value);
  if (iso !== undefined || typeof value !== "string" || value.length > 40) return iso;
  const text = value.trim();
  const bsd = BSD.exec(text);
  if (bsd !== null) return fromBsd(bsd, receivedAt);
  const web = WEB.exec(text);
  if (web !== null) return isoTime(`${web[3]}-${monthOf(web[2])}-${web[1]}T${web[4]}${web[5]}:${web[6]}`);
  if (!MAIL.test(text)) return undefined;
  const zoned = /(?:[+-]\d{4}|[A-Z]{1,4})$/.test(text) ? text : `${text} UTC`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : isoTime(new Date(ms).toISOString());
}

/** Epoch microseconds and nanoseconds. */
function fineEpoch(value: unknown): string | undefined {
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  if (!/^1\d{15}$|^1\d{18}$/.test(text)) return undefined;
  const ms = Number(text.slice(0, 13));
  const base = isoTime(ms);
  return base === undefined ? undefined : isoTime(base.replace(/\.\d{3}Z$/, `.${text.slice(10)}Z`));
}

function fromBsd(
  [, month, day, before, clock, fraction = "", behind]: RegExpExecArray,
  receivedAt: Date,
): string | undefined {
  const of = (year: number | string) =>
    isoTime(`${year}-${monthOf(month)}-${String(day).padStart(2, "0")}T${clock}${fraction}Z`);
  const written = before ?? behind;
  if (written !== undefined) return of(written);
  const year = receivedAt.getUTCFullYear();
  const thisYear = of(year);
  return thisYear !== undefined && Date.parse(thisYear) > receivedAt.getTime() + DAY_MS ? of(year - 1) : thisYear;
}

function monthOf(name: string | undefined): string {
  return String(MONTHS.indexOf((name ?? "").toLowerCase()) + 1).padStart(2, "0");
}
