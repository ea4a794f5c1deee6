/** What a `datetime-local` field holds, as the API takes moments; undefined where nothing is filled in. */
export function momentOf(typed: string): string | undefined {
  const ms = Date.parse(typed);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
