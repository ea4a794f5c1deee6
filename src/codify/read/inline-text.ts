/** The words of a paragraph of Markdown, without their marks. */
import type { PhrasingContent } from "mdast";

/** A break of the line that its author wants to be one. */
const BREAKING_TAG = /^<\/?(?:br|li|p|ul|ol|div|tr)\b/i;

/**
 * The text of inline nodes. A bold beginning that no punctuation follows is a title of what comes after it, and stands by itself. Writing wraps
 * where it likes, so a mere line break is a blank.
 */
export function inlineText(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map(
      (node, index) =>
        (beginsLine(node, nodes[index - 1]) ? "\n" : "") + textOf(node, index === 0 ? nodes[1] : undefined),
    )
    .join("");
}

/** Bold at the beginning of a line begins something new, though Markdown would go on: `**Goal:** …`. */
function beginsLine(node: PhrasingContent, before: PhrasingContent | undefined): boolean {
  return node.type === "strong" && before?.type === "text" && before.value.endsWith("\n");
}

function textOf(node: PhrasingContent, after: PhrasingContent | undefined): string {
  switch (node.type) {
    case "text":
      return node.value.replaceAll("\n", " ");
    case "inlineCode": {
      // Authors put what they have still to write into such marks, behind the sentence that it is about.
      const value = node.value.replaceAll("\n", " ");
      return /^TO-?DO\b/.test(value) ? `\n${value}\n` : value;
    }
    case "break":
      return "\n";
    case "html":
      return BREAKING_TAG.test(node.value) ? "\n" : "";
    case "image":
    case "imageReference":
      return node.alt ?? "";
    case "footnoteReference":
      return "";
    case "strong":
      return inlineText(node.children) + (isTitle(after) ? "\n" : "");
    default:
      return inlineText(node.children);
  }
}

/** What follows a bold beginning starts a sentence of its own. */
function isTitle(after: PhrasingContent | undefined): boolean {
  return after?.type === "text" && /^\s+\p{Lu}\p{Ll}/u.test(after.value);
}
