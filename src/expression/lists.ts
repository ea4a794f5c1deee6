/** Which lists an expression takes an item of, and which it asks whether there is any. */
import { type AstNode, argument, callOf, childrenOf } from "./ast.ts";

export interface IndexedList {
  /** As it is written. */
  list: string;
  /** Which item, from 0. */
  index: number;
  /** Offset into the text. */
  at: number;
}

/** Lists of which an item is taken by a constant index, `list[0]`; a list that is written out or split off has a first item. */
export function indexedLists(root: AstNode, text: string): IndexedList[] {
  const below = childrenOf(root).flatMap((child) => indexedLists(child, text));
  if (root.op !== "[]" || argument(root, 1).op !== "value" || typeof argument(root, 1).args === "string") return below;
  const list = argument(root, 0);
  if (list.op === "list" || callOf(list)?.name === "split") return below;
  return [{ list: text.slice(list.start, list.end), index: Number(argument(root, 1).args), at: root.start }, ...below];
}

/** A list, and the last place of it that is asked about: 0 where it is only asked whether there is any. */
export interface AskedList {
  list: string;
  upTo: number;
}

/** Lists that `size` or `exists` is asked of; `list.exists(x, P)` also says of `list.filter(x, P)` whether it has an item. */
export function askedLists(root: AstNode, text: string): AskedList[] {
  const below = childrenOf(root).flatMap((child) => askedLists(child, text));
  const counted = countedList(root, text);
  if (counted !== null) return [counted, ...below];
  const call = callOf(root);
  if (call === null) return below;
  const receiver = sizedBy(root) ?? call.receiver;
  if (receiver === null || (call.name !== "size" && call.name !== "exists")) return below;
  const list = text.slice(receiver.start, receiver.end);
  const [first, last] = [call.args[0], call.args.at(-1)];
  const filtered =
    call.name === "exists" && first !== undefined && last !== undefined
      ? [`${list}.filter(${text.slice(first.start, last.end)})`]
      : [];
  return [list, ...filtered].map((asked) => ({ list: asked, upTo: 0 })).concat(below);
}

/** The list of `size(list)` and `list.size()`. */
function sizedBy(node: AstNode): AstNode | null {
  const call = callOf(node);
  return call?.name === "size" ? (call.receiver ?? call.args[0] ?? null) : null;
}

/** With `size(list) > n` known, true or false, the item `n` is there or is not; `>=`, `<`, `==` and `!=` ask about the one before. */
const BESIDE: Readonly<Record<string, number>> = { ">": 0, "<=": 0, ">=": -1, "<": -1, "==": -1, "!=": -1 };
const TURNED: Readonly<Record<string, string>> = { ">": "<", "<": ">", ">=": "<=", "<=": ">=" };

function countedList(node: AstNode, text: string): AskedList | null {
  if (BESIDE[node.op] === undefined) return null;
  const [left, right] = [argument(node, 0), argument(node, 1)];
  const turned = sizedBy(left) === null;
  const list = turned ? sizedBy(right) : sizedBy(left);
  if (list === null) return null;
  const number = turned ? left : right;
  const beside = BESIDE[turned ? (TURNED[node.op] ?? node.op) : node.op]!;
  // What it is compared with is known only when it runs: whoever wrote that has thought of it.
  const upTo = number.op === "value" ? Math.max(0, Number(number.args) + beside) : Number.POSITIVE_INFINITY;
  return { list: text.slice(list.start, list.end), upTo };
}
