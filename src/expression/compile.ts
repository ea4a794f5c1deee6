/** From the text of an expression to something that is typed, bounded and quick to evaluate. */
import { TypeError as CelTypeError, EvaluationError, ParseError, type ParseResult } from "@marcbachmann/cel-js";
import { InputError } from "../errors.ts";
import { type AstNode, argument, fieldOf, pathOf } from "./ast.ts";
import { boundText } from "./bound.ts";
import { type Environment, MAX_EXPRESSION_LENGTH } from "./environment.ts";
import { type ExpressionFault, faultError } from "./fault.ts";
import { withinBudget } from "./functions.ts";
import { askedOf, impliedBy, inspect, presentBy, referencesOf, shapeOf, unknownField } from "./inspect.ts";
import { type AskedList, askedLists, type IndexedList, indexedLists } from "./lists.ts";
import { didYouMean } from "./nearest.ts";
import { overloadFault } from "./overload.ts";
import { refusal } from "./refuse.ts";
import { type PreparedScope, toPlain } from "./scope.ts";
import type { Shape } from "./shape.ts";

export interface CompiledExpression {
  readonly text: string;
  /** The checked tree, for what reads an expression otherwise than by evaluating it. */
  readonly root: AstNode;
  /** CEL's name of the type: string, bool, int, double, list<string>, dyn … */
  readonly type: string;
  /** More than the type name, where it is known: enum values, object fields. */
  readonly shape: Shape | null;
  /** The values it can have when they are known: those of an enum, or the literals it chooses from. */
  readonly enumValues: readonly string[] | null;
  /** What it reads: `[["incident", "entity", "key"]]`. */
  readonly references: readonly (readonly string[])[];
  /** What is certainly true when this is: for `a.b && c > 1`, `[["a", "b"]]`. */
  readonly implied: readonly (readonly string[])[];
  /** The paths it asks `has(…)` about, and those of them that are certainly there when it is true. */
  readonly asked: readonly (readonly string[])[];
  readonly present: readonly (readonly string[])[];
  /** The lists it takes an item of, and those it asks about whether they have one. */
  readonly indexed: readonly IndexedList[];
  readonly sized: readonly AskedList[];
  /**
   * The value as plain JSON, in a few microseconds. Throws `expression.failed` when these facts have no value for it (an absent key, an
   * index past the end) and `expression.too-costly` when it walks over more than 50,000 list items or characters.
   */
  evaluate(scope: PreparedScope): unknown;
}

const MAX_CACHED = 5000;

/** Compiles, or gives what was compiled before. Throws InputError `expression.<reason>` with the place within the text in its details. */
export function compileExpression(text: string, environment: Environment): CompiledExpression {
  const known = environment.compiled.get(text);
  if (known !== undefined) return known;
  const compiled = compile(text, environment);
  if (environment.compiled.size >= MAX_CACHED) environment.compiled.clear();
  environment.compiled.set(text, compiled);
  return compiled;
}

function compile(text: string, environment: Environment): CompiledExpression {
  if (text.trim() === "")
    throw faultError(text, {
      code: "expression.empty",
      message: "the expression is empty",
      offset: 0,
      fix: "write a condition or a value",
    });
  if (text.length > MAX_EXPRESSION_LENGTH) {
    const message = `the expression has ${text.length} characters, at most ${MAX_EXPRESSION_LENGTH} are allowed`;
    throw faultError(text, { code: "expression.too-long", message, offset: 0, fix: "split it over two steps" });
  }
  const parsed = parse(text, environment);
  const root = parsed.ast as unknown as AstNode;
  throwFault(text, refusal(root, environment.extensions));
  const check = parsed.check();
  if (!check.valid) throw faultError(text, typeFault(check.error, environment));
  throwFault(text, inspect(root, environment));
  const bounded = boundText(text, root);
  const program = bounded === text ? parsed : parse(bounded, environment);
  const shape = shapeOf(root, environment);
  return {
    text,
    root,
    type: check.type ?? "dyn",
    shape,
    enumValues: shape?.kind === "string" ? shape.values : null,
    references: referencesOf(root, environment),
    implied: impliedBy(root),
    asked: askedOf(root),
    present: presentBy(root),
    indexed: indexedLists(root, text),
    sized: askedLists(root, text),
    evaluate: (scope) => evaluate(text, program, environment, scope),
  };
}

function evaluate(text: string, program: ParseResult, environment: Environment, scope: PreparedScope): unknown {
  if (scope.environment !== environment)
    throw new InputError("expression.wrong-scope", "The scope was prepared for another environment.");
  try {
    return toPlain(withinBudget<unknown>(() => program(scope.values as Map<string, unknown>), tooCostly));
  } catch (error) {
    if (error instanceof InputError) throw error;
    const summary =
      error instanceof EvaluationError
        ? error.summary.replace("size undefined", "size 0")
        : error instanceof Error
          ? error.message
          : String(error);
    throw faultError(text, {
      code: "expression.failed",
      message: `"${shorten(text)}" has no value here: ${summary}`,
      offset: placeOf(error),
    });
  }
}

function tooCostly(): InputError {
  return new InputError("expression.too-costly", "The expression walks over too much data for one evaluation.");
}

function parse(text: string, environment: Environment): ParseResult {
  try {
    return environment.cel.parse(text);
  } catch (error) {
    if (error instanceof ParseError) {
      const limit = error.code.includes("limit") || error.summary.startsWith("Exceeded");
      const code = limit ? "expression.too-complex" : "expression.syntax";
      const offset = placeOf(error);
      const fix = limit ? "split the question over two steps" : habitFix(text, offset);
      throw faultError(text, { code, message: error.summary, offset, ...(fix === null ? {} : { fix }) });
    }
    if (error instanceof RangeError)
      throw faultError(text, {
        code: "expression.too-complex",
        message: "it is nested too deep",
        offset: 0,
        fix: "take brackets away",
      });
    throw error;
  }
}

/** What other languages write, and what is written here instead. */
const HABITS: readonly (readonly [RegExp, string])[] = [
  [/^and\b/i, 'write "&&" for and'],
  [/^or\b/i, 'write "||" for or'],
  [/^not\b/i, 'write "!" for not'],
  [/^=(?!=)/, 'write "==" to compare'],
  [/^<>/, 'write "!=" for different'],
];

function habitFix(text: string, offset: number): string | null {
  // No key of a map is a map: two braces come from the habit of templates.
  if (text.trimStart().startsWith("{{")) return "an expression stands without {{ and }}";
  // The parser stops at the word, at a sign in it, or behind it.
  for (const at of [offset, text.slice(0, offset).search(/\S+\s*$/)])
    for (const [habit, fix] of HABITS) if (at >= 0 && habit.test(text.slice(at))) return fix;
  return null;
}

function typeFault(error: unknown, environment: Environment): ExpressionFault {
  if (!(error instanceof CelTypeError || error instanceof ParseError || error instanceof EvaluationError)) throw error;
  const offset = placeOf(error);
  const node = error.node as unknown as AstNode | undefined;
  const message = error.summary;
  if (error.code === "unknown_variable" && node !== undefined) {
    const names = [...environment.variables.keys()];
    const name = String(node.args);
    return {
      code: "expression.unknown-name",
      message: `"${name}" is not known here`,
      offset,
      expected: `one of ${names.join(", ")}`,
      fix: didYouMean(name, names),
    };
  }
  const field = error.code === "no_such_key" && node !== undefined ? fieldOf(node) : null;
  const left = field === null ? null : shapeOf(field.left, environment);
  const at = node?.op === "[]" ? argument(node, 1).start : offset;
  if (field !== null && left?.kind === "object")
    return unknownField(field.name, [...left.fields.keys()], pathOf(field.left), at);
  if (error.code === "no_matching_overload")
    return { code: "expression.wrong-arguments", message: readable(message, environment), offset };
  const said = overloadFault(message, node, environment) ?? { message: readable(message, environment) };
  return { code: "expression.wrong-type", ...said, offset: at };
}

/** CEL's own words, without the names we made up for object types. */
function readable(message: string, environment: Environment): string {
  return message.replaceAll(/T\d+_\w+/g, (name) => (environment.objects.has(name) ? "object" : name));
}

function throwFault(text: string, fault: ExpressionFault | null): void {
  if (fault !== null) throw faultError(text, fault);
}

function placeOf(error: unknown): number {
  return error instanceof ParseError || error instanceof CelTypeError || error instanceof EvaluationError
    ? (error.range?.start ?? 0)
    : 0;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
