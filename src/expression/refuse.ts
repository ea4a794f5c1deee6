/** What parses but is not allowed: functions off the list, patterns that are no constants, comprehensions in comprehensions in comprehensions. */
import { type AstNode, COMPREHENSIONS, callOf, childrenOf, fieldOf } from "./ast.ts";
import type { Extension } from "./extension.ts";
import type { ExpressionFault } from "./fault.ts";
import { patternFault, rangeFault } from "./functions.ts";
import { didYouMean } from "./nearest.ts";

/** Everything callable. `matches` is a backtracking RegExp, `bind` doubles values, `dyn` takes types away: they are missing on purpose. */
export const FUNCTIONS: readonly string[] = [
  ...[
    "rx",
    "lower",
    "upper",
    "clip",
    "cidr",
    "has",
    "size",
    "string",
    "int",
    "double",
    "bool",
    "timestamp",
    "duration",
  ],
  ...[
    "startsWith",
    "endsWith",
    "contains",
    "trim",
    "indexOf",
    "lastIndexOf",
    "substring",
    "split",
    "join",
    "lowerAscii",
    "upperAscii",
  ],
  ...[
    "getDate",
    "getDayOfMonth",
    "getDayOfWeek",
    "getDayOfYear",
    "getFullYear",
    "getHours",
    "getMinutes",
    "getMonth",
    "getSeconds",
  ],
  ...COMPREHENSIONS,
];

const INSTEAD: Readonly<Record<string, string>> = {
  matches: "write rx(text, pattern), which always ends in time",
  lowerCase: "write lower(text)",
  toLowerCase: "write lower(text)",
  toUpperCase: "write upper(text)",
  length: "write size(list)",
  includes: 'write "value" in list, or text.contains("part")',
};

const MAX_NESTING = 2;
const MAX_SEPARATOR = 20;

/** The first thing that is refused, in the order of the text; null when there is none. */
export function refusal(root: AstNode, extensions: Extensions): ExpressionFault | null {
  return refuse(root, 0, extensions);
}

type Extensions = ReadonlyMap<string, Extension>;

function refuse(node: AstNode, nesting: number, extensions: Extensions): ExpressionFault | null {
  const call = callOf(node);
  const inside = call?.receiver && COMPREHENSIONS.has(call.name) ? nesting + 1 : nesting;
  const fault = call === null ? null : refuseCall(node, call, inside, extensions);
  if (fault !== null) return fault;
  for (const child of childrenOf(node)) {
    const found = refuse(child, child === call?.receiver ? nesting : inside, extensions);
    if (found !== null) return found;
  }
  return null;
}

function refuseCall(
  node: AstNode,
  call: { name: string; receiver: AstNode | null; args: AstNode[] },
  nesting: number,
  extensions: Extensions,
): ExpressionFault | null {
  const { name, args } = call;
  const offset = node.start;
  const extension = extensions.get(name);
  if (extension !== undefined) return extensionFault(extension, args);
  if (!FUNCTIONS.includes(name)) {
    const offered = [...FUNCTIONS, ...extensions.keys()];
    return {
      code: "expression.unknown-function",
      message: `"${name}" is not a function here`,
      offset,
      expected: `one of ${offered.join(", ")}`,
      fix: INSTEAD[name] ?? didYouMean(name, offered),
    };
  }
  if (nesting > MAX_NESTING) {
    const message = `comprehensions are nested ${nesting} deep, at most ${MAX_NESTING} are allowed`;
    return { code: "expression.too-complex", message, offset, fix: "split the question over two steps" };
  }
  if (name === "map" && args.length === 3) {
    return {
      code: "expression.refused",
      message: "map with a filter is not offered",
      offset,
      fix: "write list.filter(x, …).map(x, …)",
    };
  }
  if (name === "join" && args[0] !== undefined) return separatorFault(args[0]);
  if (name === "rx") return constantFault(args[1], "pattern", patternFault);
  if (name === "cidr") return constantFault(args[1], "range", rangeFault);
  return null;
}

/** Between the items of a long list a long text would be repeated as often. */
function separatorFault(node: AstNode): ExpressionFault | null {
  if (node.op === "value" && typeof node.args === "string" && node.args.length <= MAX_SEPARATOR) return null;
  return {
    code: "expression.refused",
    message: `what stands between the items is a text in quotes, of at most ${MAX_SEPARATOR} characters`,
    offset: node.start,
    expected: "a constant",
  };
}

/** What another language asks is written down too, and checked by that language. */
function extensionFault({ fault }: Extension, args: readonly AstNode[]): ExpressionFault | null {
  const node = args.at(-1);
  if (node === undefined) return null;
  const code = "expression.bad-pattern";
  if (node.op !== "value" || typeof node.args !== "string")
    return { code, message: "the pattern must be a text in quotes", offset: node.start, expected: "a constant" };
  const found = fault(node.args, fieldOf(args[0]!)?.name ?? null);
  // The text begins behind its quote.
  return found === null ? null : { ...found, code, offset: node.start + 1 + found.offset };
}

/** Patterns and ranges are written down, never taken from data: so they are checked here, and compiled once. */
function constantFault(
  node: AstNode | undefined,
  what: "pattern" | "range",
  faultOf: (text: string) => string | null,
): ExpressionFault | null {
  if (node === undefined) return null;
  const code = what === "pattern" ? "expression.bad-pattern" : "expression.bad-range";
  if (node.op !== "value" || typeof node.args !== "string") {
    return { code, message: `the ${what} must be a text in quotes`, offset: node.start, expected: "a constant" };
  }
  const fault = faultOf(node.args);
  return fault === null
    ? null
    : { code, message: `the ${what} "${node.args}" cannot be used: ${fault}`, offset: node.start };
}
