/** Finds what a source shows to people without taking it from the words: text in markup, and literals where something has its name. */
import { parseSync } from "@swc/core";

interface Node {
  type?: string;
  [key: string]: unknown;
}

/** What is read aloud or shown, by the name of its attribute or field. */
const SHOWN =
  /^(?:title|label|alt|placeholder|hint|description|text|words|verb|said|message|empty|reversal|aria-(?:label|description|valuetext))$/;
const WORD = /\p{L}{2}/u;
/** Of the style sheet: `text-good`, `--text`. */
const STYLE = /^-{0,2}[a-z]+(?:-[a-z]+)*$/;

function visit(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) for (const child of node) visit(child, see);
  else if (node !== null && typeof node === "object") {
    see(node as Node);
    for (const [key, child] of Object.entries(node)) if (key !== "span") visit(child, see);
  }
}

/** The literals that an expression may come to: of `busy ? "One" : two` the first. */
function literals(node: Node | null | undefined): string[] {
  switch (node?.type) {
    case "StringLiteral":
      return [String(node.value)];
    case "TemplateLiteral":
      return (node.quasis as { cooked: string }[]).map(({ cooked }) => cooked);
    case "ConditionalExpression":
      return [...literals(node.consequent as Node), ...literals(node.alternate as Node)];
    case "BinaryExpression":
      return /^(?:\+|\|\||\?\?|&&)$/.test(String(node.operator))
        ? [...literals(node.left as Node), ...literals(node.right as Node)]
        : [];
    case "ParenthesisExpression":
    case "JSXExpressionContainer":
      return literals(node.expression as Node);
    default:
      return [];
  }
}

function shownBy(node: Node): string[] {
  switch (node.type) {
    case "JSXText":
      return [String(node.value).trim()];
    case "JSXElement":
    case "JSXFragment":
      return (node.children as Node[]).filter(({ type }) => type === "JSXExpressionContainer").flatMap(literals);
    case "JSXAttribute":
      return named(node.name as Node) ? literals(node.value as Node) : [];
    case "KeyValueProperty":
      return named(node.key as Node) ? literals(node.value as Node) : [];
    default:
      return [];
  }
}

function named({ type, value, name, namespace }: Node): boolean {
  const own = type === "JSXNamespacedName" ? `${(namespace as Node).value}:${(name as Node).value}` : String(value);
  return SHOWN.test(own);
}

/** Texts with a word in them that `source` shows by itself. */
export function stringsOutside(source: string, tsx = true): string[] {
  const { body } = parseSync(source, { syntax: "typescript", tsx, target: "es2024" });
  const found: string[] = [];
  const isShown = (text: string) => WORD.test(text) && !(text.includes("-") && STYLE.test(text));
  visit(body, (node) => void found.push(...shownBy(node).filter(isShown)));
  return found;
}
