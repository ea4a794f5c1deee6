/** HTML as a document: what a wiki exports, and what is made of a .docx. */
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import {
  type Block,
  cleanText,
  type ListItem,
  MAX_NESTING,
  type Passage,
  type RunbookDocument,
  type Spot,
} from "./document.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** What no reader of the page sees, or what stands around it. */
const SKIPPED = new Set(
  "script style head template noscript nav footer svg button select option textarea iframe".split(" "),
);
const INLINE = new Set(
  "a abbr b bdi bdo br cite code data del dfn em font i img input ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** How places in it are named: by the line of its text, or by counting paragraphs where the text has no lines of its own. */
export type Counting = "line" | "paragraph";

/** Reads HTML; any text is some. */
export function readHtml(text: string, counting: Counting = "line"): RunbookDocument {
  return { blocks: new HtmlReading(counting).blocks(parse(text, { sourceCodeLocationInfo: true }).childNodes, 0) };
}

class HtmlReading {
  readonly #counting: Counting;
  #paragraphs = 0;
  #line = 1;

  constructor(counting: Counting) {
    this.#counting = counting;
  }

  /** Runs of inline content are paragraphs, everything else is what its tag says. */
  blocks(nodes: readonly Node[], depth: number): Block[] {
    const blocks: Block[] = [];
    let run: Node[] = [];
    const flush = () => {
      blocks.push(...this.#passage(run).map((one) => ({ kind: "paragraph" as const, ...one })));
      run = [];
    };
    for (const node of nodes) {
      if (isInline(node)) run.push(node);
      else if (isElement(node)) {
        flush();
        if (depth < MAX_NESTING * 4) blocks.push(...this.#block(node, depth + 1));
      }
    }
    flush();
    return blocks;
  }

  #block(element: Element, depth: number): Block[] {
    const { tagName, childNodes } = element;
    if (SKIPPED.has(tagName)) return [];
    const heading = /^h([1-6])$/.exec(tagName);
    if (heading !== null)
      return this.#passage(childNodes).map((one) => ({ kind: "heading", level: Number(heading[1]), ...one }));
    if (tagName === "ul" || tagName === "ol" || tagName === "menu") return [this.#list(childNodes, depth)];
    if (tagName === "table") return [this.#table(element)];
    if (tagName === "pre") return this.#passage(childNodes, true).map((one) => ({ kind: "code", ...one }));
    return this.blocks(childNodes, depth);
  }

  #list(nodes: readonly Node[], depth: number): Block {
    const items = nodes.filter(isElement).map((item): ListItem => {
      const first = item.childNodes.find((node) => !(node.nodeName === "#text" && textOf(node).trim() === ""));
      const checkbox = first?.nodeName === "input" || item.attrs.some(({ name }) => name === "data-checked");
      return {
        checkbox,
        blocks: item.tagName === "li" ? this.blocks(item.childNodes, depth) : this.#block(item, depth),
      };
    });
    return { kind: "list", items };
  }

  #table(table: Element): Block {
    const rows = within(table, "tr").map((row) =>
      row.childNodes
        .filter(isElement)
        .filter(({ tagName }) => tagName === "td" || tagName === "th")
        .map((cell): Passage => this.#passage(cell.childNodes)[0] ?? { text: "", spot: this.#spot() }),
    );
    return { kind: "table", head: rows[0] ?? [], rows: rows.slice(1) };
  }

  #passage(nodes: readonly Node[], whole = false): Passage[] {
    const text = cleanText(nodes.map((node) => textOf(node, whole)).join(""));
    const start = nodes.find((node) => textOf(node).trim() !== "")?.sourceCodeLocation;
    if (text === "") return [];
    this.#line = start?.startLine ?? this.#line;
    this.#paragraphs += 1;
    return [{ text, spot: this.#spot() }];
  }

  #spot(): Spot {
    return { unit: this.#counting, number: this.#counting === "line" ? this.#line : Math.max(1, this.#paragraphs) };
  }
}

function isElement(node: Node): node is Element {
  return "tagName" in node;
}

function isInline(node: Node): boolean {
  if (node.nodeName === "#text") return true;
  return isElement(node) && INLINE.has(node.tagName);
}

/** Text with the breaks that its tags make; what is preformatted keeps its own. */
function textOf(root: Node, whole = false): string {
  let text = "";
  const stack: (Node | string)[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === "string") text += node;
    else if (node.nodeName === "#text") {
      const { value } = node as DefaultTreeAdapterTypes.TextNode;
      text += whole ? value : value.replaceAll(/\s+/g, " ");
    } else if (isElement(node) && !SKIPPED.has(node.tagName)) {
      const edge = node.tagName === "br" || !INLINE.has(node.tagName) ? "\n" : "";
      stack.push(edge, ...[...node.childNodes].reverse(), edge);
    }
  }
  return text;
}

/** The elements of a name below one, the nearest only: those of a table in a cell belong to that table. */
function within(root: Element, tagName: string): Element[] {
  const found: Element[] = [];
  const stack: Node[] = [...root.childNodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isElement(node)) continue;
    if (node.tagName === tagName) found.push(node);
    else if (node.tagName !== "table") stack.push(...[...node.childNodes].reverse());
  }
  return found;
}
