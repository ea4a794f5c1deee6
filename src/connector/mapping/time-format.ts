/** Formats of times as people write them: `DD.MM.YYYY HH:mm:ss`. Compiled to a pattern once, read without guessing. */
import { offsetAt } from "./zone.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** What a token stands for, and which text it takes. */
const TOKENS: Readonly<Record<string, [field: string, pattern: string]>> = {
  YYYY: ["year", "\\d{4}"],
  MMM: ["monthName", "[A-Za-z]{3}"],
  MM: ["month", "\\d{2}"],
  M: ["month", "\\d{1,2}"],
  DD: ["day", "\\d{2}"],
  D: ["day", "\\d{1,2}"],
  HH: ["hour", "\\d{2}"],
  H: ["hour", "\\d{1,2}"],
  hh: ["hour", "\\d{2}"],
  h: ["hour", "\\d{1,2}"],
  mm: ["minute", "\\d{2}"],
  ss: ["second", "\\d{2}"],
  SSS: ["fraction", "\\d{1,9}"],
  A: ["half", "[AaPp][Mm]"],
  Z: ["zone", "Z|[+-]\\d{2}:?\\d{2}"],
};
const PIECE = /YYYY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|Z|\[([^\]]*)\]|([A-Za-z])|([^A-Za-z])/g;

/** Reads a text by one format; undefined when it is not written so. */
export type ReadTime = (text: string, zone: string) => string | undefined;

/** The reader of a format, or what is wrong with it. */
export function compileFormat(format: string): ReadTime | { fault: string } {
  const fields: string[] = [];
  let pattern = "";
  for (const [piece, quoted, letter, other] of format.matchAll(PIECE)) {
    const token = TOKENS[piece];
    if (letter !== undefined && token === undefined)
      return { fault: `"${letter}" stands for nothing; letters that stand for themselves are written [${letter}]` };
    if (token === undefined) pattern += escaped(quoted ?? other ?? "");
    else {
      if (fields.includes(token[0])) return { fault: `it has the ${token[0]} twice` };
      fields.push(token[0]);
      pattern += `(${token[1]})`;
    }
  }
  const missing = ["year", "day"].find((field) => !fields.includes(field));
  if (missing !== undefined || !fields.some((field) => field.startsWith("month")))
    return { fault: `it has no ${missing ?? "month"}` };
  const compiled = new RegExp(`^${pattern}$`);
  return (text, zone) => {
    const match = text.length > 100 ? null : compiled.exec(text);
    if (match === null) return undefined;
    return timeOf(Object.fromEntries(fields.map((field, index) => [field, match[index + 1] ?? ""])), zone);
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function timeOf(fields: Readonly<Record<string, string>>, zone: string): string | undefined {
  const { year = "", day = "", minute = "0", second = "0", fraction = "" } = fields;
  const month = Number(fields.month ?? MONTHS.indexOf((fields.monthName ?? "").toLowerCase()) + 1);
  const hour = hourOf(Number(fields.hour ?? 0), fields.half?.toLowerCase());
  const wall = Date.UTC(Number(year), month - 1, Number(day), hour, Number(minute), Number(second));
  const two = (value: string | number) => String(value).padStart(2, "0");
  const written = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
  // A day that its month does not have comes out as another.
  if (Number.isNaN(wall) || Number(year) < 1971 || !new Date(wall).toISOString().startsWith(written)) return undefined;
  const offset = (fields.zone ?? offsetAt(zone, wall)).replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  return `${written}.${fraction.padEnd(3, "0")}${offset}`;
}

function hourOf(hour: number, half: string | undefined): number {
  return half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
}
