/** Holds what a caller sent against the contract, and says every fault with its place and what was expected. */
import { z } from "zod";
import { InputError } from "../errors.ts";
import { nearestName } from "../expression/nearest.ts";

/** The value, as the contract reads it. @throws InputError `api.bad-<part>` with one entry a fault in details. */
export function checkInput(part: "query" | "body", schema: z.ZodType, value: unknown): unknown {
  const checked = schema.safeParse(value, { reportInput: true });
  if (checked.success) return checked.data;
  const faults = checked.error.issues.slice(0, 20).map((issue) => faultOf(issue, schema));
  const message = faults.map(({ at, problem }) => (at === "" ? problem : `${at}: ${problem}`)).join("; ");
  throw new InputError(`api.bad-${part}`, `The ${part} is not as expected: ${message}.`, { details: { faults } });
}

interface Fault {
  at: string;
  problem: string;
  /** The names that could have been meant. */
  known?: string[];
}

function faultOf(issue: z.core.$ZodIssue, schema: z.ZodType): Fault {
  const at = issue.path.map(String).join(".").slice(0, 200);
  if (issue.code === "invalid_value" && typeof issue.input === "string") return notOneOf(at, issue.input, issue.values);
  if (issue.code === "too_small" && issue.origin === "string" && issue.minimum === 1)
    return { at, problem: "expected some text, found none" };
  // What a schema says in its own words stays.
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input"))
    return { at, problem: notOfType(issue.expected, issue.input) };
  if (issue.code !== "unrecognized_keys") return { at, problem: issue.message };
  const known = namesAt(schema, issue.path);
  const unknown = issue.keys
    .slice(0, 5)
    .map((key) => `"${key.slice(0, 60)}"${nearMiss(key, known)}`)
    .join(", ");
  return {
    at,
    problem: `unknown field ${unknown}${known.length === 0 ? "" : ` (known: ${known.join(", ")})`}`,
    ...(known.length === 0 ? {} : { known }),
  };
}

/** What JSON calls its values, as people say it. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ string: "a text", number: "a number", int: "a whole number", boolean: "true or false" },
  ...{ array: "a list", object: "an object", record: "an object", null: "null" },
};

function notOfType(expected: string, input: unknown): string {
  const wanted = TYPES[expected] ?? expected;
  if (input === undefined) return `missing, expected ${wanted}`;
  const found = input === null ? "null" : Array.isArray(input) ? "array" : typeof input;
  return `expected ${wanted}, found ${found === "number" && wanted.includes("number") ? input : (TYPES[found] ?? found)}`;
}

function notOneOf(at: string, value: string, values: readonly unknown[]): Fault {
  const known = values.map(String);
  const nearest = nearMiss(value, known);
  const expected = known.length === 1 ? "expected" : "expected one of";
  return { at, problem: `"${value.slice(0, 60)}" is not known${nearest} (${expected} ${known.join(", ")})`, known };
}

/** A question after the wrong name, when one of the known ones is near. */
export function nearMiss(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, known);
  return nearest === undefined ? "" : `, did you mean "${nearest}"?`;
}

/** The field names an object in the schema knows; empty where the way there is not a plain one. */
function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema;
  for (const step of path) {
    current = unwrap(current);
    if (current instanceof z.ZodObject && typeof step === "string")
      current = (current.shape as Record<string, unknown>)[step];
    else if (current instanceof z.ZodArray) current = current.element;
    else return [];
  }
  current = unwrap(current);
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function unwrap(schema: unknown): unknown {
  let current = schema;
  while (
    current instanceof z.ZodOptional ||
    current instanceof z.ZodNullable ||
    current instanceof z.ZodDefault ||
    current instanceof z.ZodPrefault
  )
    current = current.def.innerType;
  return current;
}
