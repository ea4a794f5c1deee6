/** A capability's input as it is written, against the capability's contract: names, required fields, types as deep as they go. */
import { z } from "zod";
import type { Capability } from "../connector/capability.ts";
import type { CompiledExpression } from "../expression/compile.ts";
import { didYouMean, nearestName } from "../expression/nearest.ts";
import { type Shape, shapeOfSchema, shapeText } from "../expression/shape.ts";
import { checkExpression, type ExpressionContext, partsOf, typeText } from "./check-types.ts";
import type { FindingPlace } from "./finding.ts";
import type { ActionStep, Text, Written, WrittenMap } from "./tree.ts";
import { placeWithin, plainJson } from "./written.ts";

/** Checks every input field of an action. Gives the expressions of each, for the check of targets. */
export function checkInput(
  step: ActionStep,
  capability: Capability,
  context: ExpressionContext,
): Map<string, CompiledExpression[]> {
  const fields = capability.input.shape as Record<string, z.ZodType>;
  return checkFields(
    step.input,
    fields,
    { owner: capability.id, place: step.place, needed: required(fields) },
    context,
  );
}

/** Checks a map of values for something that takes certain names. Gives the expressions of each. */
export function checkFields(
  map: WrittenMap,
  fields: Readonly<Record<string, z.ZodType>>,
  takes: { owner: string; place: FindingPlace; needed: readonly string[] },
  context: ExpressionContext,
): Map<string, CompiledExpression[]> {
  const { owner } = takes;
  const used = new Map<string, CompiledExpression[]>();
  for (const { key, place, value } of map.entries) {
    const schema = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (schema !== undefined) used.set(key, checkValue(value, schema, `"${key}" of ${owner}`, context));
    else
      context.findings.error("playbook.unknown-input", place, `"${key}" is not an input of ${owner}`, {
        fix: didYouMean(key, Object.keys(fields)),
      });
  }
  for (const key of takes.needed) {
    if (map.entries.some((entry) => entry.key === key)) continue;
    const place = map.entries.length === 0 ? takes.place : map.place;
    context.findings.error("playbook.missing-input", place, `${owner} needs "${key}"`, {
      expected: expectedText(fields[key] as z.ZodType),
      fix: `write "${key}: …" under "with"`,
    });
  }
  return used;
}

function required(fields: Readonly<Record<string, z.ZodType>>): string[] {
  return Object.keys(fields).filter((key) => !fields[key]?.safeParse(undefined).success);
}

/** Checks one value against what is wanted in its place. Gives its expressions. */
export function checkValue(
  value: Written,
  schema: z.ZodType,
  name: string,
  context: ExpressionContext,
): CompiledExpression[] {
  if (value.kind === "text") return checkText(value.text, schema, name, context);
  if (!hasExpressions(value)) {
    checkConstant(value, schema, name, context);
    return [];
  }
  const inner = unwrap(schema);
  if (value.kind === "list") {
    const element = inner instanceof z.ZodArray ? (inner.element as z.ZodType) : null;
    if (element === null && !isUnknown(inner)) wrongKind(value, schema, name, "a list", context);
    return value.items.flatMap((item, index) => checkValue(item, element ?? z.unknown(), `${name}[${index}]`, context));
  }
  if (value.kind !== "map") return [];
  if (!(inner instanceof z.ZodObject || inner instanceof z.ZodRecord || isUnknown(inner)))
    wrongKind(value, schema, name, "a map", context);
  return value.entries.flatMap((entry) => {
    const field = inner instanceof z.ZodObject ? (inner.shape[entry.key] as z.ZodType | undefined) : undefined;
    const item = field ?? (inner instanceof z.ZodRecord ? (inner.valueType as z.ZodType) : z.unknown());
    return checkValue(entry.value, item, `${name}.${entry.key}`, context);
  });
}

function checkText(text: Text, schema: z.ZodType, name: string, context: ExpressionContext): CompiledExpression[] {
  const parts = partsOf(text, context.findings);
  if (parts.length === 0) {
    if (!text.value.startsWith("=") || text.value.startsWith("=="))
      checkConstant({ kind: "text", text, place: text.place }, schema, name, context);
    return [];
  }
  const compiled = parts.flatMap((part) => checkExpression(text, part, context) ?? []);
  const typed = text.value.startsWith("=") ? compiled[0] : undefined;
  const expected = shapeOfSchema(schema, "input", { next: (hint) => hint });
  if (typed !== undefined) {
    const fault = misfit(typed, expected);
    if (fault === "unproven") {
      context.findings.warn(
        "playbook.unproven-type",
        text.place,
        `nobody can say what type this has, and ${name} is ${shapeText(expected)}`,
        { fix: "it is checked when the step runs" },
      );
    } else if (fault !== null) {
      context.findings.error(
        "playbook.wrong-type",
        text.place,
        `${name} is ${shapeText(expected)}, and this is ${typeText(typed)}`,
        { expected: shapeText(expected), ...(fault === "" ? {} : { fix: fault }) },
      );
    }
  } else if (
    !text.value.startsWith("=") &&
    (!acceptsText(expected) || (expected.kind === "string" && expected.values !== null))
  ) {
    context.findings.error(
      "playbook.wrong-type",
      text.place,
      `${name} is ${shapeText(expected)}, and this writes text`,
      { expected: shapeText(expected), fix: 'write one expression after "=", without braces' },
    );
  }
  return compiled;
}

function checkConstant(value: Written, schema: z.ZodType, name: string, context: ExpressionContext): void {
  const plain = plainJson(value);
  const result = schema.safeParse(typeof plain === "string" && plain.startsWith("==") ? plain.slice(1) : plain);
  if (result.success) return;
  for (const issue of result.error.issues.slice(0, 5)) {
    const at = placeWithin(value, issue.path);
    const message = `${name}${issue.path.map((part) => `.${String(part)}`).join("")} cannot be this: ${issueText(issue)}`;
    context.findings.error("playbook.wrong-value", at, message, {
      expected: expectedText(schema),
      ...fixOf(value, issue),
    });
  }
}

function fixOf(value: Written, issue: z.core.$ZodIssue): { fix?: string } {
  if (value.kind === "constant" && issue.code === "invalid_type" && issue.expected === "string")
    return { fix: `put it in quotes: "${value.value}"` };
  if (value.kind !== "text") return {};
  const text = value.text.value;
  if (issue.code === "invalid_value") return { fix: didYouMean(text, issue.values.map(String)) };
  if (issue.code !== "invalid_type") return {};
  const bare = issue.expected === "boolean" ? nearestName(text, ["true", "false"]) : undefined;
  if (bare !== undefined) return { fix: `write ${bare}, without quotes` };
  if ((issue.expected === "int" || issue.expected === "number") && /^-?\d+$/.test(text))
    return { fix: `write ${text}, without quotes` };
  return { fix: 'begin it with "=" if it is an expression' };
}

/** Null when it fits; "unproven" when only the run can tell; else a fix, which may be empty. */
function misfit(found: CompiledExpression, expected: Shape): string | "unproven" | null {
  if (expected.kind === "dyn") return null;
  if (found.type === "dyn") return "unproven";
  switch (expected.kind) {
    case "string": {
      if (found.type !== "string") return "string(…) makes it text";
      if (expected.values === null) return null;
      if (found.enumValues === null) return `choose among ${expected.values.join(", ")}`;
      const wrong = found.enumValues.find((value) => !expected.values?.includes(value));
      return wrong === undefined ? null : `it can be "${wrong}": ${didYouMean(wrong, expected.values)}`;
    }
    case "double":
      return found.type === "double" || found.type === "int" ? null : "";
    case "list": {
      if (!found.type.startsWith("list")) return "write it in brackets: [ … ]";
      const item = /^list<(.+)>$/.exec(found.type)?.[1];
      const wanted = expected.item.kind === "object" || expected.item.kind === "dyn" ? null : expected.item.kind;
      return item === undefined || wanted === null || item === wanted || item === "dyn" ? null : "";
    }
    case "map":
    case "object":
      return found.type.startsWith("map") || found.shape?.kind === "object" ? null : "";
    default:
      return found.type === expected.kind ? null : "";
  }
}

function wrongKind(value: Written, schema: z.ZodType, name: string, found: string, context: ExpressionContext): void {
  const expected = expectedText(schema);
  context.findings.error("playbook.wrong-type", value.place, `${name} is ${expected}, and this is ${found}`, {
    expected,
  });
}

function acceptsText(shape: Shape): boolean {
  return shape.kind === "string" || shape.kind === "dyn";
}

function expectedText(schema: z.ZodType): string {
  return shapeText(shapeOfSchema(schema, "input", { next: (hint) => hint }));
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

function issueText(issue: z.core.$ZodIssue): string {
  const found = issue.code === "invalid_type" ? /received (\w+)$/.exec(issue.message)?.[1] : undefined;
  if (issue.code === "invalid_type" && found === "undefined") return "it is missing";
  if (issue.code === "invalid_type")
    return `it is ${TYPES[found ?? ""] ?? found ?? "something else"}, and ${TYPES[issue.expected] ?? issue.expected} is wanted`;
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function isUnknown(schema: z.ZodType): boolean {
  return schema instanceof z.ZodUnknown || schema instanceof z.ZodAny;
}

function unwrap(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable
    ? unwrap(schema.unwrap() as z.ZodType)
    : schema;
}

function hasExpressions(value: Written): boolean {
  if (value.kind === "text") return value.text.value.startsWith("=") || value.text.value.includes("{{");
  if (value.kind === "list") return value.items.some(hasExpressions);
  return value.kind === "map" && value.entries.some((entry) => hasExpressions(entry.value));
}
