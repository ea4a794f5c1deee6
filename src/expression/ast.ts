/** A narrow view of cel-js's tree: what is read of a parsed and checked expression. */

/** Operators by cel-js's names: `id`, `value`, `.`, `[]`, `call`, `rcall`, `list`, `map`, `?:`, `!_`, `-_` and the binary ones. */
export interface AstNode {
  readonly op: string;
  readonly args: unknown;
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Set by the type check; absent inside `has(…)` and on iteration variables' declarations. */
  readonly checkedType?: { readonly name: string; readonly kind: string };
}

/** The functions that bind an iteration variable. */
export const COMPREHENSIONS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);

/** The nodes directly below one, in the order of the text. */
export function childrenOf(node: AstNode): AstNode[] {
  switch (node.op) {
    case "id":
    case "value":
      return [];
    case ".":
    case "!_":
    case "-_":
      return [node.op === "." ? argument(node, 0) : (node.args as AstNode)];
    case "call":
      return (node.args as [string, AstNode[]])[1];
    case "rcall": {
      const [, receiver, args] = node.args as [string, AstNode, AstNode[]];
      return [receiver, ...args];
    }
    case "map":
      return (node.args as [AstNode, AstNode][]).flat();
    default:
      return node.args as AstNode[];
  }
}

/** The n-th of a node's arguments that is a node. */
export function argument(node: AstNode, index: number): AstNode {
  return (node.args as AstNode[])[index] as AstNode;
}

/** The called function and its arguments, the receiver apart; null when the node is no call. */
export function callOf(node: AstNode): { name: string; receiver: AstNode | null; args: AstNode[] } | null {
  if (node.op === "call") {
    const [name, args] = node.args as [string, AstNode[]];
    return { name, receiver: null, args };
  }
  if (node.op !== "rcall") return null;
  const [name, receiver, args] = node.args as [string, AstNode, AstNode[]];
  return { name, receiver, args };
}

/** The field a node reads of its left side: `.name` or `["name"]`; null for any other node. */
export function fieldOf(node: AstNode): { left: AstNode; name: string } | null {
  if (node.op === ".") return { left: argument(node, 0), name: (node.args as [AstNode, string])[1] };
  if (node.op !== "[]") return null;
  const key = argument(node, 1);
  return key.op === "value" && typeof key.args === "string" ? { left: argument(node, 0), name: key.args } : null;
}

/** `["incident", "entity", "key"]` for a chain of fields from a variable; null for anything else. */
export function pathOf(node: AstNode): string[] | null {
  if (node.op === "id") return [node.args as string];
  const field = fieldOf(node);
  const left = field === null ? null : pathOf(field.left);
  return left === null || field === null ? null : [...left, field.name];
}
