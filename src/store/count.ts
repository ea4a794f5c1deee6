/** Counts by any discrete fields. */
import { DefectError } from "../errors.ts";
import type { Queryable } from "./database.ts";
import type { FieldsSql } from "./filter-sql.ts";
import { type Condition, joinConditions } from "./page.ts";

export interface Counts {
  items: { values: Record<string, string>; count: number }[];
  /** There are more groups than are shown: those that count most are. */
  truncated: boolean;
}

const MAX_GROUPS = 1_000;

/** How many records of `from` (with its alias) there are by these fields, most first. A record counts once under each value of a list. */
export async function countBy(
  client: Queryable,
  from: string,
  { by, fields, conditions }: { by: readonly string[]; fields: FieldsSql; conditions: Condition[] },
): Promise<Counts> {
  const lists: string[] = [];
  const columns = by.map((name, index) => {
    const field = fields[name];
    if (field === undefined) throw new DefectError("store.unknown-field", `No column is known for the field ${name}.`);
    if (field.type !== "list") return field.sql;
    lists.push(` LEFT JOIN LATERAL unnest(${field.sql}) AS one${index} ON true`);
    return `COALESCE(one${index}, '')`;
  });
  const { where, values } = joinConditions(conditions);
  const shown = columns.map((sql, index) => `${sql} AS v${index}`);
  const found = await client.query<Record<string, string> & { count: string }>(
    `SELECT ${shown.join(", ")}, count(*) AS count FROM ${from}${lists.join("")} WHERE ${where}
     GROUP BY ${columns.map((_, index) => index + 1).join(", ")} ORDER BY count DESC, ${columns.map((_, index) => index + 1).join(", ")} LIMIT ${MAX_GROUPS + 1}`,
    values,
  );
  const items = found.rows.slice(0, MAX_GROUPS).map((row) => ({
    values: Object.fromEntries(by.map((name, index) => [name, row[`v${index}`] ?? ""])),
    count: Number(row.count),
  }));
  return { items, truncated: found.rows.length > MAX_GROUPS };
}
