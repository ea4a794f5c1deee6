/** What a `datetime-local` field holds when it is filled in: date and time, without a zone. */
const WHOLE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** What a `datetime-local` field holds, as the API takes moments; undefined where nothing, or half of it, is filled in. */
export function momentOf(typed: string): string | undefined {
  // A browser reads halves of dates too, each its own way: "2026-03-" is the first of March to some.
  const ms = WHOLE.test(typed) ? Date.parse(typed) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
