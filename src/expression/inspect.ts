/** What the CEL type check does not see: enum values, fields that may be absent, `has()` on fields that do not exist, dynamic fields. */
import { type AstNode, argument, COMPREHENSIONS, callOf, childrenOf, fieldOf, pathOf } from "./ast.ts";
import type { Environment } from "./environment.ts";
import type { ExpressionFault } from "./fault.ts";
import { didYouMean } from "./nearest.ts";
import type { Shape } from "./shape.ts";

const EQUALITY: ReadonlySet<string> = new Set(["==", "!="]);

/** The first fault in a tree that has passed CEL's own check, null when there is none. */
export function inspect(root: AstNode, environment: Environment): ExpressionFault | null {
  const guarded = new Set(askedOf(root).map((path) => path.join(".")));
  return inspectNode(root, environment, guarded, false);
}

/** The variables and fields an expression reads, as paths; only the longest of each chain. */
export function referencesOf(root: AstNode, environment: Environment): string[][] {
  const path = pathOf(root);
  if (path !== null) return environment.variables.has(path[0] ?? "") ? [path] : [];
  return childrenOf(root).flatMap((child) => referencesOf(child, environment));
}

/** The paths that are certainly true when the expression is: the terms of its conjunctions. */
export function impliedBy(root: AstNode): string[][] {
  if (root.op === "&&") return [argument(root, 0), argument(root, 1)].flatMap(impliedBy);
  const path = pathOf(root);
  return path === null ? [] : [path];
}

/** The paths that an expression asks `has(…)` about. */
export function askedOf(root: AstNode): string[][] {
  return [...nodesOf(root)].flatMap((node) => presencePath(node) ?? []);
}

/** The paths that are certainly there when the expression is true. */
export function presentBy(root: AstNode): string[][] {
  if (root.op === "&&") return [argument(root, 0), argument(root, 1)].flatMap(presentBy);
  return presencePath(root) ?? [];
}

function presencePath(node: AstNode): [string[]] | null {
  const call = callOf(node);
  const path = call?.name === "has" && call.args[0] !== undefined ? pathOf(call.args[0]) : null;
  return path === null ? null : [path];
}

/** The shape of a node's value; null where only CEL's type name is known. */
export function shapeOf(node: AstNode, environment: Environment): Shape | null {
  if (node.op === "value") return typeof node.args === "string" ? { kind: "string", values: [node.args] } : null;
  const message = node.checkedType?.kind === "message" ? environment.objects.get(node.checkedType.name) : undefined;
  if (message !== undefined) return message;
  if (node.op === "id") return variableShape(node, environment);
  if (node.op === "?:")
    return eitherOf(shapeOf(argument(node, 1), environment), shapeOf(argument(node, 2), environment));
  const field = fieldOf(node);
  if (field !== null) {
    const left = shapeOf(field.left, environment);
    if (left?.kind === "object") return left.fields.get(field.name) ?? null;
    return left?.kind === "map" ? left.value : null;
  }
  if (node.op === "[]") {
    const left = shapeOf(argument(node, 0), environment);
    return left?.kind === "list" ? left.item : left?.kind === "map" ? left.value : null;
  }
  if (node.op === "list") return listShape(node, environment);
  const call = callOf(node);
  return call?.name === "filter" && call.receiver !== null ? shapeOf(call.receiver, environment) : null;
}

function inspectNode(
  node: AstNode,
  environment: Environment,
  guarded: ReadonlySet<string>,
  inHas: boolean,
): ExpressionFault | null {
  const call = callOf(node);
  const fault =
    shadowFault(node, environment) ??
    fieldFault(node, environment, guarded, inHas) ??
    dynamicFieldFault(node, environment) ??
    enumFault(node, environment);
  if (fault !== null) return fault;
  const children = call !== null && COMPREHENSIONS.has(call.name) ? withoutVariable(node) : childrenOf(node);
  for (const child of children) {
    const found = inspectNode(child, environment, guarded, inHas || call?.name === "has");
    if (found !== null) return found;
  }
  return null;
}

/** An iteration variable that hides another name makes the expression say something else than it seems to. */
function shadowFault(node: AstNode, environment: Environment): ExpressionFault | null {
  const call = callOf(node);
  const variable = call?.receiver && COMPREHENSIONS.has(call.name) ? call.args[0] : undefined;
  if (variable === undefined || !environment.variables.has(variable.args as string)) return null;
  const message = `"${variable.args}" is taken: an iteration variable needs a name of its own`;
  return { code: "expression.hidden-name", message, offset: variable.start };
}

function withoutVariable(node: AstNode): AstNode[] {
  const [receiver, , ...rest] = childrenOf(node);
  return receiver === undefined ? rest : [receiver, ...rest];
}

function fieldFault(
  node: AstNode,
  environment: Environment,
  guarded: ReadonlySet<string>,
  inHas: boolean,
): ExpressionFault | null {
  const field = fieldOf(node);
  const left = field === null ? null : shapeOf(field.left, environment);
  if (field === null || left?.kind !== "object") return null;
  const offset = node.op === "[]" ? argument(node, 1).start : Math.max(node.start, node.end - field.name.length);
  if (!left.fields.has(field.name))
    return unknownField(field.name, [...left.fields.keys()], pathOf(field.left), offset);
  if (!left.optional.has(field.name) || inHas || guarded.has((pathOf(node) ?? []).join("."))) return null;
  const path = (pathOf(node) ?? [field.name]).join(".");
  const message = `${path} may be absent`;
  return { code: "expression.may-be-absent", message, offset, fix: `ask first: has(${path}) && …` };
}

/** The fault of naming a field that an object does not have. */
export function unknownField(
  name: string,
  known: readonly string[],
  owner: string[] | null,
  offset: number,
): ExpressionFault {
  return {
    code: "expression.unknown-field",
    message: `"${name}" is not a field of ${owner?.join(".") ?? "this"}`,
    offset,
    expected: known.length === 0 ? "no field: it has none" : `one of ${known.join(", ")}`,
    fix: didYouMean(name, known),
  };
}

function dynamicFieldFault(node: AstNode, environment: Environment): ExpressionFault | null {
  if (node.op !== "[]" || fieldOf(node) !== null) return null;
  if (shapeOf(argument(node, 0), environment)?.kind !== "object") return null;
  const offset = argument(node, 1).start;
  return {
    code: "expression.dynamic-field",
    message: "a field's name must be written, not computed",
    offset,
    expected: "a field name",
  };
}

/** A text that is compared with an enum must be one of its values: `severity == "hihg"` is never true, and nobody means that. */
function enumFault(node: AstNode, environment: Environment): ExpressionFault | null {
  if (!EQUALITY.has(node.op) && node.op !== "in") return null;
  const sides: [AstNode, AstNode] = [argument(node, 0), argument(node, 1)];
  for (const [side, other] of [sides, [sides[1], sides[0]]] as [AstNode, AstNode][]) {
    const shape = shapeOf(side, environment);
    const item = shape?.kind === "list" && node.op === "in" ? shape.item : shape;
    if (isLiteral(side) || item?.kind !== "string" || item.values === null) continue;
    const fault = memberFault(other, item.values, pathOf(side)?.join(".") ?? "this");
    if (fault !== null) return fault;
  }
  return null;
}

function memberFault(node: AstNode, values: readonly string[], name: string): ExpressionFault | null {
  const literals = node.op === "list" ? childrenOf(node) : [node];
  const wrong = literals.find(
    (literal) => literal.op === "value" && typeof literal.args === "string" && !values.includes(literal.args),
  );
  if (wrong === undefined) return null;
  const text = wrong.args as string;
  return {
    code: "expression.unknown-value",
    message: `"${text}" is not a value of ${name}`,
    offset: wrong.start,
    expected: `one of ${values.join(", ")}`,
    fix: didYouMean(text, values),
  };
}

function isLiteral(node: AstNode): boolean {
  return node.op === "value" || (node.op === "list" && childrenOf(node).every(isLiteral));
}

/** An iteration variable may hide a variable of the same name: the checked type tells them apart. */
function variableShape(node: AstNode, environment: Environment): Shape | null {
  const shape = environment.variables.get(node.args as string);
  return shape !== undefined && shape.kind === node.checkedType?.name ? shape : null;
}

function eitherOf(a: Shape | null, b: Shape | null): Shape | null {
  if (a?.kind !== "string" || b?.kind !== "string") return null;
  return {
    kind: "string",
    values: a.values === null || b.values === null ? null : [...new Set([...a.values, ...b.values])],
  };
}

function listShape(node: AstNode, environment: Environment): Shape | null {
  const items = childrenOf(node).map((item) => shapeOf(item, environment));
  const [first] = items;
  if (first === undefined || first === null) return null;
  const item = items.reduce((all, next) => eitherOf(all, next), first);
  return item === null ? null : { kind: "list", item };
}

function* nodesOf(node: AstNode): Generator<AstNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}
