/** CSV (RFC 4180) that a spreadsheet shows and does not run. */

/** What a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[\s]*[=+\-@\t\r|%]/;

/** One line: lists separated by spaces, times as ISO 8601, line breaks in a text as spaces, so that a record is a line. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: unknown): string {
  const text = cellText(value).replace(/[\r\n]+/g, " ");
  // A number is one: only texts come from elsewhere.
  const safe = typeof value !== "number" && FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(cellText).join(" ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
