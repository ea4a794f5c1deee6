/** From the checked tree of a filter to the question it asks. What the store cannot ask alike is refused, with what to write instead. */
import type { Comparison, Predicate, Term } from "../model/predicate.ts";
import { PRIORITIES, SEVERITIES } from "../model/scale.ts";
import { type AstNode, argument, callOf } from "./ast.ts";
import type { CompiledExpression } from "./compile.ts";
import { faultError } from "./fault.ts";
import { constantOf, constantsOf, type FilterContext, fieldPath, refuse, termOf } from "./filter-terms.ts";
import { shapeOf } from "./inspect.ts";
import { didYouMean } from "./nearest.ts";
import { portablePattern } from "./portable-pattern.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
const FLIPPED: Readonly<Record<string, Comparison>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const MATCHES = { contains: "contains", startsWith: "starts", endsWith: "ends" } as const;

/** The question an expression of type bool asks. @throws InputError `query.not-a-filter`, `expression.unknown-value`. */
export function predicateOf(
  { root, text }: CompiledExpression,
  place: Pick<FilterContext, "environment" | "now" | "own">,
): Predicate {
  return ask(root, { ...place, text, items: new Set() });
}

function ask(node: AstNode, context: FilterContext): Predicate {
  const constant = constantOf(node, context);
  if (typeof constant === "boolean") return { is: "constant", value: constant };
  if (node.op === "&&" || node.op === "||") {
    const is = node.op === "&&" ? "all" : "any";
    return { is, of: [ask(argument(node, 0), context), ask(argument(node, 1), context)] };
  }
  if (node.op === "!_") return { is: "not", of: ask(node.args as AstNode, context) };
  if (COMPARISONS.has(node.op)) return compare(node, context);
  if (node.op === "in") return member(node, context);
  const field = fieldPath(node, context);
  if (field !== null) return { is: "true", field };
  if (node.op === "?:") throw refuse(context, node, "a filter has no ? and :", "write (a && b) || (!a && c)");
  return askCall(node, context);
}

function compare(node: AstNode, context: FilterContext): Predicate {
  const [left, right] = [argument(node, 0), argument(node, 1)];
  const by = node.op as Comparison;
  if (left.checkedType?.name === "bool" || right.checkedType?.name === "bool") {
    const value = constantOf(right, context) ?? constantOf(left, context);
    if (typeof value === "boolean" && (by === "==" || by === "!=")) {
      const of = ask(constantOf(right, context) === undefined ? right : left, context);
      return value === (by === "==") ? of : { is: "not", of };
    }
    throw refuse(context, node, "yes and no are compared with true or false only", "write (a && b) || (!a && !b)");
  }
  if (by === "==" || by === "!=")
    return { is: "compare", left: termOf(left, context), by, right: termOf(right, context) };
  const [field, other, order] =
    constantOf(left, context) === undefined ? [left, right, by] : [right, left, FLIPPED[by] as Comparison];
  const scale = scaleOf(field, context);
  if (scale !== null) return onScale(scale, { field, other, order }, context);
  return { is: "compare", left: termOf(left, context), by, right: termOf(right, context) };
}

/** The values of an ordered scale; null for a field that is none. @throws for one that has values but no order. */
function scaleOf(node: AstNode, context: FilterContext): readonly string[] | null {
  const shape = constantOf(node, context) === undefined ? shapeOf(node, context.environment) : null;
  if (shape?.kind !== "string" || shape.values === null) return null;
  const scale = [SEVERITIES, PRIORITIES].find((values) => values.join() === shape.values?.join());
  if (scale !== undefined) return scale;
  const name = fieldPath(node, context) ?? "this";
  throw refuse(context, node, `the values of ${name} have no order`, `write ${name} in ["…"]`);
}

/** `severity >= "high"` is being one of the values from high on. */
function onScale(
  scale: readonly string[],
  { field, other, order }: { field: AstNode; other: AstNode; order: Comparison },
  context: FilterContext,
): Predicate {
  const value = constantOf(other, context);
  if (typeof value !== "string") throw refuse(context, other, "a scale is compared with one of its values");
  const at = scale.indexOf(value);
  if (at < 0) {
    const message = `"${value}" is not a value of ${fieldPath(field, context) ?? "this"}`;
    const help = { expected: `one of ${scale.join(", ")}`, fix: didYouMean(value, scale) };
    throw faultError(context.text, { code: "expression.unknown-value", message, offset: other.start, ...help });
  }
  const keeps = { "<": (i: number) => i < at, "<=": (i: number) => i <= at, ">": (i: number) => i > at };
  const kept = keeps[order as "<"] ?? ((i: number) => i >= at);
  return { is: "one-of", term: termOf(field, context), values: scale.filter((_, index) => kept(index)) };
}

function member(node: AstNode, context: FilterContext): Predicate {
  const [item, list] = [argument(node, 0), argument(node, 1)];
  const values = constantsOf(list, context);
  if (values !== null) return { is: "one-of", term: termOf(item, context), values };
  const field = fieldPath(list, context);
  if (field !== null) return { is: "holds", list: field, term: termOf(item, context) };
  if (list.op !== "list") throw refuse(context, list, "in wants a list of the record, or one that is written down");
  throw refuse(context, list, "the values of a list are written down, not read from the record");
}

function askCall(node: AstNode, context: FilterContext): Predicate {
  const call = callOf(node);
  if (call === null) throw refuse(context, node, `a filter cannot ask "${node.op}"`);
  const { name, receiver, args } = call;
  if (name === "has") return { is: "present", field: fieldPath(args[0]!, context)! };
  if (receiver !== null && (name === "exists" || name === "all")) return comprehend(name, receiver, args, context);
  if (receiver !== null && name in MATCHES) {
    const text = constantOf(args[0]!, context);
    if (typeof text !== "string") throw refuse(context, args[0]!, `the text for ${name} is written down`);
    return { is: "text", term: termOf(receiver, context), by: MATCHES[name as "contains"], text };
  }
  if (name === "rx") return pattern(termOf(args[0]!, context), args[1]!, context);
  if (name === "cidr")
    return { is: "in-network", term: termOf(args[0]!, context), network: String(constantOf(args[1]!, context)) };
  throw refuse(
    context,
    node,
    `a filter cannot ask ${name}(…)`,
    "exists, all, has, contains, startsWith, endsWith, rx, cidr and in are known",
  );
}

function comprehend(name: "exists" | "all", list: AstNode, args: AstNode[], context: FilterContext): Predicate {
  const path = fieldPath(list, context);
  if (path === null)
    throw refuse(context, list, `${name} goes over a list of the record`, "name entities, observables, techniques …");
  if (context.items.size > 0) throw refuse(context, list, "a filter looks into one list at a time");
  const item = String(args[0]!.args);
  const of = ask(args[1]!, { ...context, items: new Set([item]) });
  return { is: name === "exists" ? "some" : "every", list: path, item, of };
}

function pattern(term: Term, node: AstNode, context: FilterContext): Predicate {
  const portable = portablePattern(String(node.args));
  if ("pattern" in portable) return { is: "pattern", term, ...portable };
  const fix = "use contains, startsWith or endsWith, or a simpler pattern";
  throw refuse(context, node, `the database reads this part of the pattern otherwise: ${portable.fault}`, fix);
}
