/** The values that a filter compares: fields of the record, and what is known before any record is looked at. */
import type { InputError } from "../errors.ts";
import type { Term } from "../model/predicate.ts";
import { type AstNode, argument, callOf, childrenOf, pathOf } from "./ast.ts";
import { compileExpression } from "./compile.ts";
import { type Environment, environmentOf } from "./environment.ts";
import { faultError } from "./fault.ts";
import { prepareScope } from "./scope.ts";

export interface FilterContext {
  text: string;
  environment: Environment;
  now: Date;
  /** The name of the record itself: `alert.severity` is `severity`. */
  own: string;
  /** The iteration variables around this place. */
  items: ReadonlySet<string>;
}

/** Throws what a filter may not say, with its place and what to write instead. */
export function refuse({ text }: FilterContext, node: AstNode, message: string, fix?: string): InputError {
  const fault = { code: "query.not-a-filter", message, offset: node.start };
  return faultError(text, fix === undefined ? fault : { ...fault, fix });
}

/** The field's path as the store knows it; null when the node names none. */
export function fieldPath(node: AstNode, { own, items, environment }: FilterContext): string | null {
  const path = pathOf(node);
  if (path === null) return null;
  const [root = "", ...rest] = path;
  if (items.has(root)) return path.join(".");
  if (!environment.variables.has(root) || root === "now") return null;
  if (root !== own) return path.join(".");
  return rest.length === 0 ? null : rest.join(".");
}

/** The value a node has whatever the record: literals, `now`, moments and spans around them. Undefined when it depends on the record. */
export function constantOf(node: AstNode, context: FilterContext): string | number | boolean | Date | undefined {
  const call = callOf(node);
  if (node.op === "value") return typeof node.args === "bigint" ? Number(node.args) : (node.args as string);
  if (node.op === "id") return node.args === "now" ? context.now : undefined;
  if (node.op === "-_") {
    const value = constantOf(node.args as AstNode, context);
    return typeof value === "number" ? -value : undefined;
  }
  if (call?.name === "timestamp" && call.receiver === null) return momentOf(call.args[0]!, context);
  if (node.op === "-" || node.op === "+") {
    const moment = constantOf(argument(node, 0), context);
    const span = spanOf(argument(node, 1), context);
    if (!(moment instanceof Date) || span === undefined) return undefined;
    return new Date(moment.getTime() + (node.op === "-" ? -span : span));
  }
  return undefined;
}

/** The term a node is. @throws InputError `query.not-a-filter` when a filter cannot compare it. */
export function termOf(node: AstNode, context: FilterContext): Term {
  const value = constantOf(node, context);
  if (value !== undefined) return { kind: "value", value };
  const path = fieldPath(node, context);
  if (path !== null) return { kind: "field", path };
  const call = callOf(node);
  if (call?.name === "size") {
    const list = call.receiver ?? call.args[0]!;
    const of = list.checkedType?.kind === "list" ? fieldPath(list, context) : null;
    if (of !== null) return { kind: "size", path: of };
  }
  if (call !== null && (call.name === "lower" || call.name === "upper")) {
    const of = termOf(call.args[0]!, context);
    if (of.kind === "field") return { ...of, letters: call.name };
  }
  const shown = call === null ? `"${node.op}"` : `${call.name}(…)`;
  const fix = "compare a field with a text, a number or a moment; lower(field), upper(field) and size(list) are known";
  throw refuse(context, node, `a filter cannot compute with ${shown} here`, fix);
}

/** The constants of a list that is written down; null when one of them is a field, or the node is no list. */
export function constantsOf(node: AstNode, context: FilterContext): (string | number)[] | null {
  if (node.op !== "list") return null;
  const values = childrenOf(node).map((item) => constantOf(item, context));
  return values.every((value) => typeof value === "string" || typeof value === "number") ? values : null;
}

const CLOCK = environmentOf({});

function momentOf(node: AstNode, context: FilterContext): Date | undefined {
  if (node.op !== "value" || typeof node.args !== "string") return undefined;
  return evaluated(`timestamp(${JSON.stringify(node.args)})`, node, context);
}

/** A span in milliseconds. */
function spanOf(node: AstNode, context: FilterContext): number | undefined {
  const call = callOf(node);
  const text = call?.name === "duration" ? call.args[0] : undefined;
  if (text?.op !== "value" || typeof text.args !== "string") return undefined;
  const since = `timestamp("1970-01-01T00:00:00Z") + duration(${JSON.stringify(text.args)})`;
  return evaluated(since, text, context).getTime();
}

function evaluated(expression: string, node: AstNode, context: FilterContext): Date {
  try {
    return new Date(compileExpression(expression, CLOCK).evaluate(prepareScope({}, CLOCK)) as string);
  } catch {
    throw refuse(
      context,
      node,
      `"${String(node.args).slice(0, 60)}" is no moment or span`,
      'write timestamp("2026-03-01T10:00:00Z"), duration("36h") or 7d',
    );
  }
}
