/** What CEL calls a missing overload, in words: which values do not go together, and what would. */
import { type AstNode, argument, fieldOf, pathOf } from "./ast.ts";
import type { Environment } from "./environment.ts";
import { shapeOf } from "./inspect.ts";

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  double: "a number",
  bool: "true or false",
  list: "a list",
  map: "a map",
  "google.protobuf.Timestamp": "a moment",
  "google.protobuf.Duration": "a duration",
};

/** Message and fix; null for what CEL did not say of an operator. */
export function overloadFault(
  message: string,
  node: AstNode | undefined,
  environment: Environment,
): { message: string; fix?: string } | null {
  const found = /^no such overload: (\S+) (\S+) (\S+)$/.exec(message);
  if (found === null) return null;
  const [, left = "", operator = "", right = ""] = found;
  const [one, other] = [typeWord(left), typeWord(right)];
  const fix = sibling(node, left, right, environment) ?? conversion(left, right);
  return { message: `"${operator}" cannot take ${one} and ${other}`, ...(fix === null ? {} : { fix }) };
}

function typeWord(type: string): string {
  return WORDS[type] ?? WORDS[type.replace(/<.*$/, "")] ?? "an object";
}

/** `incident.severity >= 3`: the number beside a text is the field of that name with Id behind it. */
function sibling(node: AstNode | undefined, left: string, right: string, environment: Environment): string | null {
  if (node === undefined || !Array.isArray(node.args)) return null;
  const text = left === "string" && right === "int" ? 0 : left === "int" && right === "string" ? 1 : null;
  const field = text === null ? null : fieldOf(argument(node, text));
  const owner = field === null ? null : shapeOf(field.left, environment);
  const path = field === null ? null : pathOf(field.left);
  if (field === null || path === null || owner?.kind !== "object") return null;
  const name = `${field.name}Id`;
  return owner.fields.get(name)?.kind === "int" ? `did you mean "${[...path, name].join(".")}"?` : null;
}

function conversion(left: string, right: string): string | null {
  const types = [left, right];
  if (types.includes("google.protobuf.Timestamp") && types.includes("string"))
    return "timestamp(…) makes a moment of a text";
  if (types.includes("string") && (types.includes("int") || types.includes("double")))
    return "string(…) makes text of a number, int(…) a number of text";
  if (types.includes("int") && types.includes("double")) return "double(…) makes a number of a whole one";
  return null;
}
