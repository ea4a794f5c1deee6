/** Which lists an expression takes an item of, and which it asks whether there is any. */
import { type AstNode, argument, callOf, childrenOf } from "./ast.ts";

export interface IndexedList {
  /** As it is written. */
  list: string;
  /** Offset into the text. */
  at: number;
}

/** Lists of which an item is taken by a constant index, `list[0]`; a list that is written out or split off has a first item. */
export function indexedLists(root: AstNode, text: string): IndexedList[] {
  const below = childrenOf(root).flatMap((child) => indexedLists(child, text));
  if (root.op !== "[]" || argument(root, 1).op !== "value" || typeof argument(root, 1).args === "string") return below;
  const list = argument(root, 0);
  if (list.op === "list" || callOf(list)?.name === "split") return below;
  return [{ list: text.slice(list.start, list.end), at: root.start }, ...below];
}

/** Lists that `size` or `exists` is asked of; `list.exists(x, P)` also says of `list.filter(x, P)` whether it has an item. */
export function askedLists(root: AstNode, text: string): string[] {
  const below = childrenOf(root).flatMap((child) => askedLists(child, text));
  const call = callOf(root);
  if (call === null) return below;
  const receiver = call.receiver ?? (call.name === "size" ? call.args[0] : undefined);
  if (receiver === undefined || (call.name !== "size" && call.name !== "exists")) return below;
  const list = text.slice(receiver.start, receiver.end);
  const [first, last] = [call.args[0], call.args.at(-1)];
  const filtered =
    call.name === "exists" && first !== undefined && last !== undefined
      ? [`${list}.filter(${text.slice(first.start, last.end)})`]
      : [];
  return [list, ...filtered, ...below];
}
