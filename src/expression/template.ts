/** JSON whose texts may be expressions: `=expr` is a value with its own type, `{{ expr }}` writes into other text, a leading `==` is a plain `=`. */
import { InputError } from "../errors.ts";
import { type CompiledExpression, compileExpression } from "./compile.ts";
import type { Environment } from "./environment.ts";
import { linePlace } from "./fault.ts";
import type { PreparedScope } from "./scope.ts";

/** Lists and objects within one another; YAML that is nested deeper is not read. */
const MAX_DEPTH = 100;
/** Characters of one text with its expressions filled in. */
const MAX_TEXT = 2_000_000;

export type TemplateJson = string | number | boolean | null | TemplateJson[] | { [key: string]: TemplateJson };

export type CompiledTemplate =
  | { kind: "constant"; value: string | number | boolean | null }
  | { kind: "expression"; expression: CompiledExpression }
  | { kind: "text"; parts: readonly (string | CompiledExpression)[] }
  | { kind: "list"; items: readonly CompiledTemplate[] }
  | { kind: "object"; fields: readonly (readonly [string, CompiledTemplate])[] };

/** Compiles every expression in it. Throws InputError `expression.<reason>`; line and column in its details are within the text at fault. */
export function compileTemplate(template: TemplateJson, environment: Environment, depth = 0): CompiledTemplate {
  if (depth > MAX_DEPTH)
    throw new InputError("expression.too-complex", `The template is nested more than ${MAX_DEPTH} deep.`);
  if (typeof template === "string") return compileText(template, environment);
  const below = (value: TemplateJson) => compileTemplate(value, environment, depth + 1);
  if (Array.isArray(template)) return { kind: "list", items: template.map(below) };
  if (typeof template === "object" && template !== null) {
    const fields = Object.entries(template).map(([key, value]) => [key, below(value)] as const);
    return { kind: "object", fields };
  }
  return { kind: "constant", value: template };
}

/** The template with its expressions evaluated. */
export function renderTemplate(template: CompiledTemplate, scope: PreparedScope): unknown {
  switch (template.kind) {
    case "constant":
      return template.value;
    case "expression":
      return template.expression.evaluate(scope);
    case "text":
      return writtenText(template.parts, scope);
    case "list":
      return template.items.map((item) => renderTemplate(item, scope));
    case "object":
      return Object.fromEntries(template.fields.map(([key, value]) => [key, renderTemplate(value, scope)]));
  }
}

function writtenText(parts: readonly (string | CompiledExpression)[], scope: PreparedScope): string {
  let text = "";
  for (const part of parts) {
    text += typeof part === "string" ? part : textOf(part.evaluate(scope));
    if (text.length > MAX_TEXT)
      throw new InputError("expression.too-costly", `The text has more than ${MAX_TEXT} characters.`);
  }
  return text;
}

/** Where the expressions of one text are, with their offsets in it: for editors and checkers. */
export function expressionsIn(text: string): { text: string; offset: number }[] {
  if (text.startsWith("==")) return [];
  if (text.startsWith("=")) return [{ text: text.slice(1), offset: 1 }];
  return splitText(text).flatMap((part) => (typeof part === "string" ? [] : [part]));
}

/** A value as it is written into text: lists with commas, objects as JSON. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function compileText(text: string, environment: Environment): CompiledTemplate {
  if (text.startsWith("==")) return { kind: "constant", value: text.slice(1) };
  if (text.startsWith("="))
    return { kind: "expression", expression: compileAt(text, { text: text.slice(1), offset: 1 }, environment) };
  const parts = splitText(text);
  if (parts.every((part) => typeof part === "string")) return { kind: "constant", value: text };
  return {
    kind: "text",
    parts: parts.map((part) => (typeof part === "string" ? part : compileAt(text, part, environment))),
  };
}

interface Embedded {
  text: string;
  offset: number;
}

/** Texts and embedded expressions in order. Throws `expression.open-braces` when `{{` is not closed. */
function splitText(text: string): (string | Embedded)[] {
  const parts: (string | Embedded)[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf("{{", at);
    if (open < 0) break;
    const close = text.indexOf("}}", open + 2);
    if (close < 0 || opensAgain(text.slice(open + 2, close))) {
      const details = { ...linePlace(text, open), expected: "}}" };
      throw new InputError("expression.open-braces", 'the "{{" is never closed; write "}}" after the expression', {
        details,
      });
    }
    if (open > at) parts.push(text.slice(at, open));
    parts.push({ text: text.slice(open + 2, close), offset: open + 2 });
    at = close + 2;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** Whether braces open within an expression, outside its own texts: then those before them were never closed. */
function opensAgain(expression: string): boolean {
  return expression.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "").includes("{{");
}

/** Compiles an expression within a text, with its faults placed in the whole text. */
function compileAt(whole: string, part: Embedded, environment: Environment): CompiledExpression {
  try {
    return compileExpression(part.text, environment);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { line, column } = error.details as { line: number; column: number };
    const start = linePlace(whole, part.offset);
    const place = { line: start.line + line - 1, column: line === 1 ? start.column + column - 1 : column };
    throw new InputError(error.code, error.message, { details: { ...error.details, ...place } });
  }
}
