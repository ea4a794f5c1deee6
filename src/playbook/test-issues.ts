/** What is wrong with a test file, in words, at its place and with the nearest fix. */
import { z } from "zod";
import { didYouMean } from "../expression/nearest.ts";
import type { FindingPlace } from "./finding.ts";
import type { Written } from "./tree.ts";
import { placeOfKey, placeWithin, plainJson } from "./written.ts";

interface Fault {
  place: FindingPlace;
  message: string;
  expected?: string;
  fix?: string;
}

/** One or more faults of one issue: each key that does not belong there is one. */
export function issueFaults(issue: z.core.$ZodIssue, written: Written, schema: z.ZodType): Fault[] {
  const place = placeWithin(written, issue.path);
  const name = issue.path.findLast((part) => typeof part === "string");
  const called = name === undefined ? "the file" : `"${String(name)}"`;
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => ({
      place: placeOfKey(written, [...issue.path, key]),
      message: `"${key}" is not a key of ${called === "the file" ? called : nameOfItem(issue.path)}`,
      fix: didYouMean(key, known),
    }));
  }
  const value = valueAt(plainJson(written), issue.path);
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    if (value !== undefined)
      return [
        {
          place,
          message: `${JSON.stringify(value)} is not a value of ${called}`,
          fix: didYouMean(String(value), values),
        },
      ];
  }
  if (issue.code === "invalid_type" && value === undefined)
    return [{ place, message: `${nameOfItem(issue.path.slice(0, -1))} has no ${called}`, fix: `write ${called}` }];
  if (issue.code === "invalid_type" && typeof value !== "object" && issue.expected === "string")
    return [{ place, message: `${called} is not a text`, fix: `put it in quotes: "${String(value)}"` }];
  return [{ place, message: `${issue.path.join(".") || "the file"}: ${issue.message}` }];
}

/** What is at a path, as a person would call it. */
function nameOfItem(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return "the file";
  if (typeof last !== "number") return `"${String(last)}"`;
  return path.at(-2) === "cases" ? "this case" : `item ${last + 1} of "${String(path.at(-2))}"`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

/** The keys that an object at a path of the schema may have. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const [head, ...rest] = path;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return keysAt(schema.unwrap() as z.ZodType, path);
  if (head === undefined) return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  if (schema instanceof z.ZodArray) return keysAt(schema.element as z.ZodType, rest);
  const below = schema instanceof z.ZodObject ? (schema.shape[String(head)] as z.ZodType | undefined) : undefined;
  return below === undefined ? [] : keysAt(below, rest);
}
