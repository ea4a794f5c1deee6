/** Finds tests that assert nothing, and assertions that nothing could fail: they pass whatever happens. */
import { parseSync } from "@swc/core";

const RUNNERS = new Set(["test", "it"]);
const ASSERTS = /^(expect|assert|prove|must)([A-Z]|$)|^(rejects|fails|refuses|holds)[A-Z]/;

interface Node {
  type?: string;
  [key: string]: unknown;
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) for (const child of node) visit(child, see);
  else if (node !== null && typeof node === "object") {
    see(node as Node);
    for (const [key, child] of Object.entries(node)) if (key !== "span") visit(child, see);
  }
}

/** The name at the root of `test`, `test.each([…])`, `test.concurrent` …; also what a call calls. */
function calleeName(node: unknown): string {
  const { type, value, object, callee, tag } = (node ?? {}) as Node;
  if (type === "Identifier") return String(value);
  return object ? calleeName(object) : callee ? calleeName(callee) : tag ? calleeName(tag) : "";
}

/** Titles of tests in `source` whose body, followed into functions of the same file, never asserts. */
export function testsWithoutAssertion(source: string): string[] {
  const { body } = parseSync(source, { syntax: "typescript", target: "es2024" });
  const asserting = assertingFunctions(body);
  const empty: string[] = [];
  visit(body, (node) => {
    if (node.type !== "CallExpression" || !RUNNERS.has(calleeName(node.callee))) return;
    const [title, ...rest] = (node.arguments as { expression: Node }[]).map((argument) => argument.expression);
    const bodies = rest.filter((argument) =>
      /Function|ArrowFunction|CallExpression|Identifier/.test(argument.type ?? ""),
    );
    if (bodies.length > 0 && !asserts(bodies, asserting)) empty.push(String(title?.value ?? title?.type));
  });
  return empty;
}

/** Patterns in `source` that are given to `toMatchObject` as they are: it compares their fields, of which they have none, and so matches every text. */
export function patternsThatMatchAll(source: string): string[] {
  const found: string[] = [];
  visit(parseSync(source, { syntax: "typescript", target: "es2024" }).body, ({ type, callee, arguments: given }) => {
    const { property } = (callee ?? {}) as { property?: Node };
    if (type === "CallExpression" && property?.value === "toMatchObject") found.push(...bare(given));
  });
  return found;
}

/** Not those that a call is made of, as `expect.stringMatching` is. */
function bare(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(bare);
  if (node === null || typeof node !== "object") return [];
  const { type, pattern } = node as Node;
  if (type === "CallExpression" || type === "NewExpression") return [];
  if (type === "RegExpLiteral") return [String(pattern)];
  return Object.entries(node).flatMap(([key, child]) => (key === "span" ? [] : bare(child)));
}

function asserts(part: unknown, asserting: ReadonlySet<string>): boolean {
  let found = false;
  visit(part, (node) => {
    const name =
      node.type === "CallExpression" ? calleeName(node.callee) : node.type === "Identifier" ? String(node.value) : "";
    if (ASSERTS.test(name) || asserting.has(name)) found = true;
  });
  return found;
}

/** Functions of the file that assert, directly or through one another. */
function assertingFunctions(body: unknown): ReadonlySet<string> {
  const functions = new Map<string, unknown>();
  visit(body, (node) => {
    if (node.type === "FunctionDeclaration") functions.set(calleeName(node.identifier), node.body);
    if (node.type === "VariableDeclarator") functions.set(calleeName(node.id), node.init);
  });
  const asserting = new Set<string>();
  for (let before = -1; before !== asserting.size; ) {
    before = asserting.size;
    for (const [name, part] of functions) if (name !== "" && asserts(part, asserting)) asserting.add(name);
  }
  return asserting;
}
