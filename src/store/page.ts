/** Keyset paging: newest first, the next page begins below the last id seen. Costs the same on page 1 and page 10,000. */
import type { Queryable } from "./database.ts";

export interface Page {
  limit: number;
  /** The id that the page before ended with. */
  cursor?: string | undefined;
}

export interface Paged<T> {
  items: T[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
}

/** SQL with `?` for its values, in order; a condition whose value is undefined does not apply. */
export type Condition = readonly [sql: string, ...values: unknown[]];

/**
 * One page of `select` (everything from SELECT to before WHERE) under all conditions that apply. `id` is the column, with its alias, that orders
 * and pages; the rows must have it as `id`.
 */
export async function selectPage<T extends { id: string }>(
  client: Queryable,
  select: string,
  conditions: Condition[],
  page: Page,
  id = "id",
): Promise<Paged<T>> {
  const { where, values } = joinConditions([...conditions, [`${id} < ?::uuid`, page.cursor]]);
  values.push(page.limit + 1);
  const result = await client.query<T>(`${select} WHERE ${where} ORDER BY ${id} DESC LIMIT $${values.length}`, values);
  return pageOf(result.rows, page.limit);
}

/** The page of rows that were asked for with one more than fit on it. */
export function pageOf<T extends { id: string }>(rows: T[], limit: number): Paged<T> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
}

/** Everything under all conditions that apply, in that order; for what is bounded otherwise. */
export async function selectAll<T extends { id: string }>(
  client: Queryable,
  select: string,
  conditions: Condition[],
  order: string,
): Promise<T[]> {
  const { where, values } = joinConditions(conditions);
  return (await client.query<T>(`${select} WHERE ${where} ORDER BY ${order}`, values)).rows;
}

/** All conditions that apply, with numbered parameters. */
export function joinConditions(conditions: Condition[]): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts = conditions
    .filter(([, ...given]) => !given.includes(undefined))
    .map(([sql, ...given]) => {
      let next = 0;
      return sql.replace(/\?/g, () => `$${values.push(given[next++])}`);
    });
  return { where: parts.length === 0 ? "true" : parts.join(" AND "), values };
}

/** A pattern for ILIKE that finds the text anywhere, whatever signs it holds. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
