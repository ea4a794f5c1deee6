/** Declarations of the YAML: variables, the interface of a playbook, the questions of a form. */
import { DECLARED_TYPES, type DeclaredType } from "./declared.ts";
import { ID_SHAPE, isId } from "./read-id.ts";
import { readWritten } from "./read-written.ts";
import {
  type Cursor,
  complain,
  optionalText,
  readEntries,
  readFields,
  readItems,
  readOneOf,
  readText,
} from "./read-yaml.ts";
import type { Declared } from "./tree.ts";

/** What a declaration may say beside its type. */
interface Shape {
  /** The key under which its value stands, and whether it must. */
  value: "default" | "value" | null;
  required: boolean;
  ask: boolean;
}

const MAX_DECLARED = 50;

/** `variables:`; each has a default, so that none is ever absent. */
export function readVariables(cursor: Cursor | undefined): Declared[] {
  return readDeclared(cursor, { value: "default", required: true, ask: false });
}

/** `inputs:`; one with a default may be left out by who calls. */
export function readInputs(cursor: Cursor | undefined): Declared[] {
  return readDeclared(cursor, { value: "default", required: false, ask: false });
}

/** `outputs:`; the value of each is taken when the playbook has run. */
export function readOutputs(cursor: Cursor | undefined): Declared[] {
  return readDeclared(cursor, { value: "value", required: true, ask: false });
}

/** `resume:`; what people are asked before the run goes on. */
export function readQuestions(cursor: Cursor): Declared[] {
  const questions = readDeclared(cursor, { value: null, required: false, ask: true });
  if (questions.length === 0)
    complain(cursor, "playbook.wrong-value", '"resume" asks nothing', { expected: "a question by name" });
  return questions;
}

function readDeclared(cursor: Cursor | undefined, shape: Shape): Declared[] {
  const entries = cursor === undefined ? null : readEntries(cursor);
  if (cursor !== undefined && entries !== null && entries.length > MAX_DECLARED)
    complain(cursor, "playbook.wrong-value", `${entries.length} names are declared here`, {
      expected: `at most ${MAX_DECLARED}`,
    });
  return (entries ?? []).flatMap(({ key, keyCursor, value }) => {
    if (!isId(key)) {
      complain(keyCursor, "playbook.bad-id", `"${key}" cannot be a name`, { expected: ID_SHAPE });
      return [];
    }
    const declared = readOne({ ...value, name: `"${key}"` }, shape);
    return declared === null ? [] : [{ ...declared, name: { value: key, place: keyCursor.place } }];
  });
}

function readOne(cursor: Cursor, shape: Shape): Omit<Declared, "name"> | null {
  const keys = [...(shape.ask ? ["ask"] : []), ...(shape.value === null ? [] : [shape.value])];
  const required = shape.ask || shape.required ? keys : [];
  const fields = readFields(cursor, ["type", "one-of", ...keys], required);
  if (fields === null) return null;
  const value = shape.value === null ? undefined : fields.get(shape.value);
  return {
    type: typeOf(cursor, fields),
    value: value === undefined ? null : readWritten(value),
    ask: optionalText(fields.get("ask"))?.value ?? null,
  };
}

function typeOf(cursor: Cursor, fields: ReadonlyMap<string, Cursor>): DeclaredType {
  const [type, oneOf] = [fields.get("type"), fields.get("one-of")];
  if ((type === undefined) === (oneOf === undefined))
    complain(cursor, "playbook.no-type", `${cursor.name} has ${type === undefined ? "no type" : "two types"}`, {
      expected: `"type" (${DECLARED_TYPES.join(", ")}) or "one-of" with a list of words`,
    });
  if (oneOf !== undefined) {
    const words = (readItems(oneOf) ?? []).flatMap((item) => readText(item)?.value ?? []);
    if (words.length === 0) complain(oneOf, "playbook.wrong-value", `${cursor.name} has nothing to choose from`);
    return { oneOf: words.length === 0 ? [""] : words };
  }
  return (type === undefined ? null : readOneOf(type, DECLARED_TYPES)) ?? "text";
}
