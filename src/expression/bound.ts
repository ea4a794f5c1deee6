/** What runs in place of an expression as it is written: the same, and every step and every text or list it makes draws on the evaluation's budget. */
import { type AstNode, argument, callOf, childrenOf } from "./ast.ts";
import { faultError } from "./fault.ts";

/** What a comprehension's body becomes so that it stops at once when the budget is spent, without changing its type. */
const STEPS: Readonly<Record<string, readonly [string, string]>> = {
  exists: ["(step_() ? (", ") : true)"],
  all: ["(step_() ? (", ") : false)"],
  exists_one: ["(step_() ? (", ") : false)"],
  filter: ["(step_() ? (", ") : false)"],
  // An index past the end of an empty list is an error, and errors end a map.
  map: ["(step_() ? [(", ")] : [])[0]"],
};

/** Functions that make a longer list or text than they are given. */
const GROWING: ReadonlySet<string> = new Set(["split", "join"]);

/** Types of which no amount makes a difference. */
const LIGHT: ReadonlySet<string> = new Set(["int", "uint", "double", "bool"]);

interface Insert {
  at: number;
  text: string;
}

/**
 * `list.all(x, P)` runs as `list.all(x, (step_() ? (P) : false))`, and `a + b` of texts or lists as `a.weigh_(1) + b.weigh_(1)`. Throws InputError
 * `expression.syntax` for a comment where the body of a comprehension begins.
 */
export function boundText(text: string, root: AstNode): string {
  const inserts: Insert[] = [];
  visit(text, root, inserts);
  // What ends at the same place ends from the inside out, as it was found.
  const sorted = inserts
    .map((insert, order) => ({ ...insert, order }))
    .sort((a, b) => b.at - a.at || b.order - a.order);
  return sorted.reduce((result, { at, text: added }) => `${result.slice(0, at)}${added}${result.slice(at)}`, text);
}

function visit(text: string, node: AstNode, inserts: Insert[], sums = 0): void {
  const sum = node.op === "+" && !LIGHT.has(node.checkedType?.name ?? "") ? sums + 1 : 0;
  for (const child of childrenOf(node)) visit(text, child, inserts, sum);
  if (sum > 0) for (const operand of [argument(node, 0), argument(node, 1)]) weigh(operand, sum, inserts);
  const call = callOf(node);
  if (call === null) return;
  if (GROWING.has(call.name)) inserts.push({ at: node.end, text: weighing(node, 1) });
  const bounds = call.receiver === null ? undefined : STEPS[call.name];
  if (bounds === undefined) return;
  const variable = call.args[0] as AstNode;
  const comma = /^\s*,/.exec(text.slice(variable.end));
  if (comma === null || text[node.end - 1] !== ")")
    throw faultError(text, { code: "expression.syntax", message: "comments are not allowed here", offset: node.start });
  const end = call.name === "map" ? bounds[1].replace(")", `)${weighing(call.args.at(-1) as AstNode, 1)}`) : bounds[1];
  inserts.push({ at: variable.end + comma[0].length, text: bounds[0] }, { at: node.end - 1, text: end });
}

/**
 * Behind a name, a field, an index or a call; sums are weighed by their own operands, and literals are as short as the expression. In a sum of sums
 * a list is copied `times` times.
 */
function weigh(node: AstNode, times: number, inserts: Insert[]): void {
  if (node.op === "?:") for (const way of [argument(node, 1), argument(node, 2)]) weigh(way, times, inserts);
  if (["id", ".", "[]", "call", "rcall"].includes(node.op)) inserts.push({ at: node.end, text: weighing(node, times) });
}

/** One function keeps the type of what it is given; what has no type yet goes through another, because its type would be guessed. */
function weighing(node: AstNode, times: number): string {
  const typed = node.checkedType !== undefined && node.checkedType.kind !== "dyn";
  return `.${typed ? "weigh_" : "weighdyn_"}(${times})`;
}
