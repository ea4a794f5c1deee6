/** Times in the many forms of logs, beyond ISO 8601: with the time of receipt for what they leave out. */
import { logTime } from "../log-time.ts";
import { isoTime } from "../raw-time.ts";

/** `01/Mar/2026:10:00:00 +0100`, of web servers. */
const WEB = /^\[?(\d{2})\/([A-Za-z]{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})\]?$/;
/** `Sun, 01 Mar 2026 10:00:00 +0100` (RFC 5322 3.3), `Sun Mar  1 10:00:00 2026`, with the zones that Date knows. */
const MAIL = /^[A-Za-z]{3},? (?:\d{1,2} [A-Za-z]{3}|[A-Za-z]{3} {1,2}\d{1,2}) [\d: ]{13,}(?:[+-]\d{4}|[A-Z]{1,4})?$/;

/** ISO 8601, or undefined when it is no time of any of these forms. Without a year the latest that is not in the future; without a zone UTC. */
export function looseTime(value: unknown, receivedAt: Date): string | undefined {
  const iso = isoTime(value) ?? fineEpoch(value);
  if (iso !== undefined || typeof value !== "string" || value.length > 40) return iso;
  const text = value.trim();
  const logged = logTime(text, receivedAt.toISOString());
  if (logged !== undefined) return logged;
  const web = WEB.exec(text);
  if (web !== null) return logTime(`${web[2]} ${web[1]} ${web[3]} ${web[4]} ${web[5]}${web[6]}`);
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
