/** A predicate as a condition in SQL. What was written in a filter goes as parameters, never as text of the statement. */
import { DefectError } from "../errors.ts";
import type { Predicate, Term } from "../model/predicate.ts";
import type { Condition } from "./page.ts";

/** How a field is read: an expression of the type that its name says, a `list` of texts, or `items`, a JSON array of objects or texts. */
export interface FieldSql {
  type: "text" | "number" | "moment" | "bool" | "list" | "items";
  sql: string;
}

/** The fields of one kind of record by the paths that filters name them with. */
export type FieldsSql = Readonly<Record<string, FieldSql>>;

const TYPES = { text: "text", number: "float8", moment: "timestamptz", bool: "bool" } as const;

/** The condition that finds the records a predicate says yes to. */
export function conditionOf(predicate: Predicate, fields: FieldsSql): Condition {
  const values: unknown[] = [];
  const sql = write(predicate, fields, (value) => {
    values.push(value);
    return "?";
  });
  return [sql, ...values];
}

type Bind = (value: unknown) => string;

function write(one: Predicate, fields: FieldsSql, bind: Bind): string {
  switch (one.is) {
    case "constant":
      return String(one.value);
    case "all":
    case "any":
      return `(${one.of.map((part) => write(part, fields, bind)).join(one.is === "all" ? " AND " : " OR ")})`;
    case "not":
      return `(NOT ${write(one.of, fields, bind)})`;
    case "true":
      return fieldOf(one.field, fields).sql;
    case "present":
      return `(${fieldOf(one.field, fields).sql} IS NOT NULL)`;
    case "compare":
      return compare(one, fields, bind);
    case "one-of":
      return oneOf(one, fields, bind);
    case "holds":
      return `(${termOf(one.term, fields, bind, "text")} = ANY (${fieldOf(one.list, fields).sql}))`;
    case "text":
      return textMatch(one, fields, bind);
    case "pattern":
      return `(${termOf(one.term, fields, bind, "text")} ${one.fold ? "~*" : "~"} ${bind(one.pattern)}::text)`;
    case "in-network":
      return `COALESCE(address_of(${termOf(one.term, fields, bind, "text")}) <<= ${bind(one.network)}::inet, false)`;
    default:
      return comprehend(one, fields, bind);
  }
}

function compare({ left, by, right }: Predicate & { is: "compare" }, fields: FieldsSql, bind: Bind): string {
  const type = typeOf(left, fields) ?? typeOf(right, fields) ?? "text";
  const operator = by === "==" ? "=" : by === "!=" ? "<>" : by;
  // As expressions compare texts: by code points, whatever the language of the database.
  const order = type === "text" && by !== "==" && by !== "!=" ? ' COLLATE "C"' : "";
  return `(${termOf(left, fields, bind, type)} ${operator} ${termOf(right, fields, bind, type)}${order})`;
}

function oneOf({ term, values }: Predicate & { is: "one-of" }, fields: FieldsSql, bind: Bind): string {
  const type = typeOf(term, fields) ?? (typeof values[0] === "number" ? "number" : "text");
  // The order of an index is that of one value, not of a set of one.
  if (values.length === 1) return `(${termOf(term, fields, bind, type)} = ${bind(values[0])}::${TYPES[type]})`;
  return `(${termOf(term, fields, bind, type)} = ANY (${bind(values)}::${type === "number" ? "float8" : "text"}[]))`;
}

/** By plain comparison, so that no sign in the text has a meaning of its own. */
function textMatch({ term, by, text }: Predicate & { is: "text" }, fields: FieldsSql, bind: Bind): string {
  const of = termOf(term, fields, bind, "text");
  if (by === "contains") return `(strpos(${of}, ${bind(text)}::text) > 0)`;
  if (by === "starts") return `starts_with(${of}, ${bind(text)}::text)`;
  return `(right(${of}, ${bind([...text].length)}::int) = ${bind(text)}::text)`;
}

/** An item's own fields are texts; a list of texts has items without fields. */
function comprehend(
  { is, list, item, of }: Predicate & { is: "some" | "every" },
  fields: FieldsSql,
  bind: Bind,
): string {
  const known = fieldOf(list, fields);
  const inner: Record<string, FieldSql> = { ...fields };
  const [from, read] =
    known.type === "items"
      ? [`jsonb_array_elements(${known.sql}) AS item(of)`, (name: string) => `(item.of->>'${name}')`]
      : [`unnest(${known.sql}) AS item(of)`, () => "item.of"];
  for (const name of ITEM_FIELDS) inner[`${item}.${name}`] = { type: "text", sql: read(name) };
  inner[item] = { type: "text", sql: "item.of" };
  const found = write(of, inner, bind);
  return is === "some"
    ? `EXISTS (SELECT FROM ${from} WHERE ${found})`
    : `NOT EXISTS (SELECT FROM ${from} WHERE NOT ${found})`;
}

/** The fields of entities and observables. */
const ITEM_FIELDS = ["type", "key", "name", "role", "value"];

function typeOf(term: Term, fields: FieldsSql): keyof typeof TYPES | null {
  if (term.kind === "size") return "number";
  if (term.kind === "value") return null;
  const { type } = fieldOf(term.path, fields);
  return type === "list" || type === "items" ? null : type;
}

function termOf(term: Term, fields: FieldsSql, bind: Bind, type: keyof typeof TYPES): string {
  if (term.kind === "value") return `${bind(term.value)}::${TYPES[type]}`;
  const field = fieldOf(term.path, fields);
  if (term.kind === "size")
    return field.type === "items" ? `jsonb_array_length(${field.sql})` : `cardinality(${field.sql})`;
  return term.letters === undefined ? field.sql : `${term.letters}(${field.sql})`;
}

function fieldOf(path: string, fields: FieldsSql): FieldSql {
  const field = Object.hasOwn(fields, path) ? fields[path] : undefined;
  if (field === undefined) throw new DefectError("store.unknown-field", `No column is known for the field ${path}.`);
  return field;
}
