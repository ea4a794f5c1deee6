/** Pages of the tables that hold millions: alerts and incidents. */
import type { Queryable } from "./database.ts";
import { type Condition, joinConditions, type Page, type Paged, pageOf } from "./page.ts";

export type Sort = "newest" | "oldest";

export interface SortedPage extends Page {
  /** Newest first unless said. */
  sort?: Sort | undefined;
}

export interface RecordSelect {
  /** The table with the alias that all else is written with. */
  from: { table: "alerts" | "incidents"; alias: string };
  columns: string;
  conditions: Condition[];
  /** One of these values of a column; without values the column is not asked. */
  anyOf: { column: string; values: readonly string[] | undefined };
}

/**
 * One page, by id. Of several values each is looked up by itself, in the order of an index over value and id, and what was found is merged: an index
 * gives the rows of a set of values in no order, and then all of them would be read for the first fifty. Where more is asked than the value, only ids are
 * looked for at first: an index may hold all of it (a severity of an entity, say), and the rows beside the page are not read at all, however many there are.
 * Where nothing more is asked each row found is one of the page, and reading it at once saves finding it again by its id. The columns are added to the rows
 * of the page alone, so that what they look up is planned once and not for every week.
 */
export async function selectRecords<T extends { id: string }>(
  client: Queryable,
  { from: { table, alias }, columns, conditions, anyOf }: RecordSelect,
  page: SortedPage,
): Promise<Paged<T>> {
  const [beyond, order] = page.sort === "oldest" ? [">", "ASC"] : ["<", "DESC"];
  const distinct = anyOf.values === undefined ? undefined : [...new Set(anyOf.values)];
  const single = distinct?.length === 1 ? distinct[0] : undefined;
  // The workspace is asked always, and says nothing about what is narrow.
  const narrowed = conditions.filter(([, value]) => value !== undefined).length > 1;
  const { where, values } = joinConditions([
    ...conditions,
    [`${anyOf.column} = ?`, single],
    [`${alias}.id ${beyond} ?::uuid`, page.cursor],
  ]);
  const limit = `ORDER BY ${alias}.id ${order} LIMIT $${values.push(page.limit + 1)}`;
  const found = narrowed ? `${alias}.id` : `${alias}.*`;
  const each = `SELECT ${found} FROM ${table} ${alias} WHERE ${where}`;
  const rows =
    distinct === undefined || single !== undefined
      ? `${each} ${limit}`
      : `SELECT ${found} FROM unnest($${values.push(distinct)}::text[]) AS one(value),
           LATERAL (${each} AND ${anyOf.column} = one.value ${limit}) ${alias} ${limit}`;
  const from = narrowed ? `(${rows}) of_page JOIN ${table} ${alias} ON ${alias}.id = of_page.id` : `(${rows}) ${alias}`;
  const sql = `SELECT ${columns} FROM ${from} ORDER BY ${alias}.id ${order}`;
  return pageOf((await client.query<T>(sql, values)).rows, page.limit);
}
