/** Markdown (CommonMark with tables and checklists) as a document. */
import type { BlockContent, DefinitionContent, List, PhrasingContent, RootContent, Table } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { InputError } from "../../errors.ts";
import { type Block, cleanText, MAX_NESTING, type Passage, type RunbookDocument, type Spot } from "./document.ts";
import { isDrawn, listOfDrawing } from "./drawing.ts";
import { inlineText } from "./inline-text.ts";

/** What nobody writes, and what the parser's time grows with faster than a text does: the pattern of a line, and what it is. */
const BEYOND: readonly [RegExp, string][] = [
  [/^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){20}/m, "is nested more than 20 deep"],
  [/^[ \t]{100,}(?:[-*+]|\d{1,9}[.)])[ \t]/m, "is an item that is indented by more than 100 blanks"],
  [/^(?:[^|\n]{0,2000}\|){200}/m, "has more than 200 cells"],
];
/** Fences that hold writing rather than a program. */
const PLAIN = new Set(["", "text", "txt", "plain", "plaintext", "md", "markdown"]);
const NUMBERED = /^\s*(?:\d{1,3}[.)]|[-*•])\s+\p{L}/u;

const parser = unified().use(remarkParse).use(remarkGfm);

/** Reads Markdown; any text is some. @throws InputError `codify.too-deep` with the line. */
export function readMarkdown(text: string): RunbookDocument {
  for (const [pattern, what] of BEYOND) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const line = text.slice(0, found.index).split("\n").length;
    throw new InputError("codify.too-deep", `Line ${line} ${what}; write it simpler.`);
  }
  return { blocks: blocksOf(parser.parse(withoutFrontMatter(text)).children, 0, 0) };
}

/** Settings of a site generator are no part of the runbook; their lines stay, so that others keep their numbers. */
function withoutFrontMatter(text: string): string {
  const found = /^---\r?\n[\s\S]{0,20000}?\n---\r?(?:\n|$)/.exec(text);
  return found === null ? text : "\n".repeat(found[0].split("\n").length - 1) + text.slice(found[0].length);
}

function blocksOf(nodes: readonly RootContent[], offset: number, depth: number): Block[] {
  return nodes.flatMap((node): Block[] => {
    const spot: Spot = { unit: "line", number: (node.position?.start.line ?? 1) + offset };
    switch (node.type) {
      case "heading":
        return passage(node.children, spot).map((one) => ({ kind: "heading", level: node.depth, ...one }));
      case "paragraph":
        return passage(node.children, spot).map((one) => ({ kind: "paragraph", ...one }));
      case "list":
        return [listOf(node, offset, depth)];
      case "table":
        return [tableOf(node, offset)];
      case "code":
        return codeOf(node.value, node.lang ?? "", spot);
      case "blockquote":
      case "footnoteDefinition":
        return depth >= MAX_NESTING ? [] : blocksOf(node.children, offset, depth + 1);
      default:
        return [];
    }
  });
}

function passage(nodes: readonly PhrasingContent[], spot: Spot): Passage[] {
  const text = cleanText(inlineText(nodes));
  return text === "" ? [] : [{ text, spot }];
}

function listOf(list: List, offset: number, depth: number): Block {
  return {
    kind: "list",
    items: list.children.map(({ checked, children }) => ({
      checkbox: typeof checked === "boolean",
      blocks: depth >= MAX_NESTING ? [] : blocksOf(children as (BlockContent | DefinitionContent)[], offset, depth + 1),
    })),
  };
}

function tableOf(table: Table, offset: number): Block {
  const rows = table.children.map((row) =>
    row.children.map((cell) => ({
      text: cleanText(inlineText(cell.children)),
      spot: { unit: "line" as const, number: (row.position?.start.line ?? 1) + offset },
    })),
  );
  return { kind: "table", head: rows[0] ?? [], rows: rows.slice(1) };
}

/** A fence around writing is read like what stands outside of it; a tree that is drawn, as the list it is. */
function codeOf(value: string, language: string, spot: Spot): Block[] {
  const inside: Spot = { ...spot, number: spot.number + 1 };
  if (PLAIN.has(language.toLowerCase())) {
    if (isDrawn(value)) return listOfDrawing(value, inside);
    const lines = value.split("\n").filter((line) => line.trim() !== "");
    const written = lines.filter((line) => NUMBERED.test(line)).length;
    if (written >= 2 && written * 2 >= lines.length)
      return blocksOf(parser.parse(value.replaceAll(/^ +/gm, "")).children, spot.number, 1);
  }
  const text = cleanText(value);
  return text === "" ? [] : [{ kind: "code", text, spot: inside }];
}
