/** Full text: every word that was given must begin a word of the record, whatever its case. Newest first, looked through a stretch at a time. */
import { InputError } from "../errors.ts";
import type { Queryable } from "./database.ts";
import type { Paged } from "./page.ts";
import type { SortedPage } from "./record-page.ts";

/** Words beyond these narrow nothing that people look for. */
const MAX_WORDS = 10;
/** How many alerts without an index of their words are read at a time, which takes a fifth of a second. */
const MOST_READ = 10_000;
/** How often a page looks for more where other conditions left too little of what has the words. */
const MAX_STRETCHES = 3;
const LEAST = "00000000-0000-0000-0000-000000000000";
const GREATEST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export interface Words {
  /** For to_tsquery('simple', …). */
  query: string;
  /** What must be part of the text in lower case for the query to find it. */
  parts: string[];
}

/** The words of a search. @throws InputError `query.no-words` when it holds no letter or digit, `query.too-many-words`. */
export function wordsOf(search: string): Words {
  const words = search.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0)
    throw new InputError(
      "query.no-words",
      `"${search.slice(0, 60)}" has no word to look for; expected a letter or digit.`,
    );
  if (words.length > MAX_WORDS)
    throw new InputError("query.too-many-words", `The text has ${words.length} words; expected at most ${MAX_WORDS}.`);
  return {
    query: words.map((word) => `'${word.replace(/['\\]/g, "$&$&")}':*`).join(" & "),
    parts: words.flatMap((word) => word.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []),
  };
}

/** Ids with the words, newest first, and down to where was looked; null when that is everywhere. */
export interface Stretch {
  ids: string[];
  lookedTo: string | null;
}

type Look = (before: string, wanted: number) => Promise<Stretch>;

/** Looks through a workspace's alerts. */
export function lookForAlerts(client: Queryable, { query, parts }: Words, since: string | undefined): Look {
  return async (before, wanted) => {
    const found = await client.query<{ id: string | null; lookedTo: string | null }>(
      `SELECT id, looked_to AS "lookedTo" FROM find_alerts(to_tsquery('simple', $1), $2, $3, COALESCE(least_id_at($4::timestamptz), $5::uuid), $6, $7)`,
      [query, parts, before, since ?? null, LEAST, wanted, MOST_READ],
    );
    const ids = found.rows.flatMap(({ id }) => id ?? []);
    return { ids, lookedTo: found.rows.at(-1)!.lookedTo };
  };
}

/** Looks through a workspace's incidents. */
export function lookForIncidents(client: Queryable, { query }: Words): Look {
  return async (before, wanted) => {
    const found = await client.query<{ id: string }>(
      "SELECT id FROM find_incidents(to_tsquery('simple', $1), $2, $3, $4)",
      [query, before, LEAST, wanted],
    );
    const ids = found.rows.map(({ id }) => id);
    return { ids, lookedTo: ids.length < wanted ? null : (ids.at(-1) ?? null) };
  };
}

/**
 * One page of what has the words and is read by `read`, which leaves out what other conditions do not let pass. A page may be short, or empty,
 * and still have a next one: so much was looked through for it.
 */
export async function pageByWords<T extends { id: string }>(
  page: SortedPage,
  look: Look,
  read: (ids: string[]) => Promise<T[]>,
): Promise<Paged<T>> {
  if (page.sort === "oldest")
    throw new InputError(
      "query.words-newest-first",
      "What has certain words is listed newest first; leave out the sort.",
    );
  const items: T[] = [];
  let before: string | null = page.cursor ?? GREATEST;
  for (let stretch = 0; before !== null && stretch < MAX_STRETCHES && items.length <= page.limit; stretch += 1) {
    const found = await look(before, Math.max(200, page.limit + 1));
    if (found.ids.length > 0) items.push(...(await read(found.ids)));
    before = found.lookedTo;
  }
  if (items.length > page.limit) return { items: items.slice(0, page.limit), next: items[page.limit - 1]!.id };
  return { items, next: before };
}
