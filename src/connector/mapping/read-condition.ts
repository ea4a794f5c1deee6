/** Conditions: what a path holds, and conditions joined. Words are compared whatever their case; of several values one is enough. */
import { asText, isRaw } from "../raw-fields.ts";
import { complain, type Part } from "./fault.ts";
import { type Path, readPath } from "./path.ts";
import { readPattern } from "./pattern.ts";
import { readConstant, readItems, readKeys, wrongShape } from "./read-part.ts";
import { readPathOf } from "./read-path.ts";
import type { Scope } from "./scope.ts";

export type Condition = (scope: Scope) => boolean;

const TESTS = ["equals", "in", "matches", "exists"] as const;
const JOINS = ["all", "any", "not"] as const;
const MAX_WORDS = 200;
const MAX_WAY = 40;

/** Compiles a condition; a path alone asks whether it holds true. Undefined, with complaints, when it cannot work. */
export function readCondition(part: Part): Condition | undefined {
  if (part.way.length > MAX_WAY)
    return complain(part, "mapping.too-large", "this is nested too deep", "write it flatter");
  if (typeof part.value === "string") {
    const path = readPathOf(part);
    return path && ((scope) => words(path, scope).includes("true"));
  }
  if (!isRaw(part.value)) return wrongShape(part, "a condition such as { path: state, equals: closed }");
  const keys = readKeys(part, { allowed: ["path", ...TESTS, ...JOINS] });
  if (keys === undefined) return undefined;
  const named = [...TESTS, ...JOINS].filter((name) => keys.has(name));
  const [name] = named;
  if (name === undefined || named.length > 1)
    return complain(
      part,
      "mapping.wrong-value",
      `this condition has ${named.length === 0 ? "nothing to test" : "two tests"}`,
      `write one of ${[...TESTS, ...JOINS].join(", ")}`,
    );
  const argument = keys.get(name)!;
  if (name === "all" || name === "any" || name === "not") return readJoined(name, argument, keys.get("path"));
  return readTest(name, argument, keys.get("path"), part);
}

function readJoined(name: (typeof JOINS)[number], argument: Part, path: Part | undefined): Condition | undefined {
  if (path !== undefined)
    return complain(
      path,
      "mapping.unknown-key",
      `"path" says nothing beside "${name}"`,
      "write it in the conditions",
      true,
    );
  if (name === "not") {
    const inner = readCondition(argument);
    return inner && ((scope) => !inner(scope));
  }
  const conditions = readItems(argument, 50).map(readCondition);
  const known = conditions.filter((one) => one !== undefined);
  if (known.length < conditions.length || known.length === 0)
    return Array.isArray(argument.value) && conditions.length === 0
      ? wrongShape(argument, "a list of conditions")
      : undefined;
  return name === "all" ? (scope) => known.every((one) => one(scope)) : (scope) => known.some((one) => one(scope));
}

function readTest(
  name: (typeof TESTS)[number],
  argument: Part,
  at: Part | undefined,
  part: Part,
): Condition | undefined {
  if (at === undefined)
    return complain(part, "mapping.missing-key", 'this condition has no "path"', "write path: … beside it", true);
  const path = readPathOf(at);
  if (path === undefined) return undefined;
  if (name === "exists") return readExists(argument, path);
  if (name === "matches") {
    const find = readPattern(argument);
    return find && ((scope) => readPath(path, scope).some((value) => find(value, scope) !== undefined));
  }
  if (name === "equals" && Array.isArray(argument.value))
    return complain(argument, "mapping.wrong-value", '"equals" takes one word', 'write "in" for a list of words', true);
  const wanted = (name === "in" ? readItems(argument, MAX_WORDS) : [argument]).map(readConstant);
  if (wanted.includes(undefined)) return undefined;
  const known = new Set(wanted.map((word) => asText(word).toLowerCase()));
  return (scope) => words(path, scope).some((word) => known.has(word));
}

function readExists(argument: Part, path: Path): Condition | undefined {
  const { value } = argument;
  if (typeof value !== "boolean") return wrongShape(argument, "true or false");
  return (scope) => readPath(path, scope).length > 0 === value;
}

function words(path: Path, scope: Scope): string[] {
  return readPath(path, scope).map((value) => asText(value).toLowerCase());
}
