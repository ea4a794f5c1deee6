/** Times as logs write them: with the month in letters, and often without the year. */
import { isoTime } from "./raw-time.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY_MS = 86_400_000;

/**
 * `Mar  1 10:00:00`, `Mar 01 2026 10:00:00.123 UTC`, and all that {@link isoTime} reads. A time without a year is that of the year in which
 * it lies nearest before `near` (a day after is still before: clocks differ); without `near` it is undefined. Zones by name are taken for UTC.
 */
export function logTime(text: string, near?: string): string | undefined {
  const iso = isoTime(text);
  if (iso !== undefined) return iso;
  const match =
    /^([a-z]{3})\s{1,2}(\d{1,2})(?:,?\s(\d{4}))?,?\s(\d{2}:\d{2}:\d{2})(\.\d{1,9})?(?:\s([+-]\d{2}:?\d{2}|[a-z]{1,5}))?$/i.exec(
      text.trim().slice(0, 60),
    );
  const month = MONTHS.indexOf((match?.[1] ?? "").toLowerCase()) + 1;
  if (match === null || month === 0) return undefined;
  const [, , day = "", year, clock, fraction = "", zone = "Z"] = match;
  const rest = `-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}T${clock}${fraction}${/^[+-]/.test(zone) ? zone : "Z"}`;
  if (year !== undefined) return isoTime(`${year}${rest}`);
  const limit = near === undefined ? Number.NaN : Date.parse(near) + DAY_MS;
  if (Number.isNaN(limit)) return undefined;
  const thatYear = new Date(limit).getUTCFullYear();
  const here = isoTime(`${thatYear}${rest}`);
  return here !== undefined && Date.parse(here) <= limit ? here : isoTime(`${thatYear - 1}${rest}`);
}
