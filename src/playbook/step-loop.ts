/** Rounds of loops. A token that comes to a loop begins it; one that comes back has a round behind it. */
import { InputError } from "../errors.ts";
import type { ForEachNode, NodeId, WhileNode } from "./program.ts";
import { evaluateCondition, evaluateValue } from "./scope.ts";
import type { Loop } from "./state.ts";
import { record, scopeOf, setOutput, type Walk } from "./walk.ts";

/** Characters of JSON: the items of a loop live in the state of the run, which is written with every move. */
const MAX_ITEMS_LENGTH = 100_000;

/** Where the token goes on. Throws InputError when there would be more rounds than allowed and no answer to that. */
export function visitWhile(walk: Walk, node: WhileNode): NodeId {
  const before = walk.state.loops[node.id];
  const round = before === undefined ? 0 : before.round + 1;
  if (before === undefined) record(walk, node, 1, "succeeded", null, null);
  // Asked before the outputs of the last round are forgotten: it is about them.
  if (!evaluateCondition(node.condition, scopeOf(walk, node))) {
    leave(walk, node, { rounds: round });
    return node.next;
  }
  if (round === node.atMost) return overLimit(walk, node, `it is not over after ${round} rounds`);
  begin(walk, node, { round, items: [], collected: [] });
  return node.body;
}

/** Where the token goes on. A list that is too long is answered before the first round, so that nothing is done by halves. */
export function visitForEach(walk: Walk, node: ForEachNode): NodeId {
  const before = walk.state.loops[node.id];
  const loop = before === undefined ? enter(walk, node) : collect(walk, node, before);
  if (loop.items.length > node.atMost)
    return overLimit(walk, node, `there are ${loop.items.length} items, and ${node.atMost} are allowed`);
  if (loop.round < loop.items.length) {
    begin(walk, node, loop);
    return node.body;
  }
  leave(walk, node, { count: loop.items.length, items: loop.collected });
  return node.next;
}

function enter(walk: Walk, node: ForEachNode): Loop {
  const items = evaluateValue(node.list, scopeOf(walk, node));
  if (!Array.isArray(items)) throw new InputError("playbook.no-list", `"${node.list}" gives no list.`);
  bounded(node, items);
  record(walk, node, 1, "succeeded", { count: items.length }, null);
  return { round: 0, items, collected: [] };
}

function collect(walk: Walk, node: ForEachNode, { round, items, collected }: Loop): Loop {
  if (node.collect === null) return { round: round + 1, items, collected };
  const all = [...collected, evaluateValue(node.collect, scopeOf(walk, node))];
  bounded(node, all);
  return { round: round + 1, items, collected: all };
}

function bounded(node: ForEachNode, values: unknown[]): void {
  if (JSON.stringify(values).length > MAX_ITEMS_LENGTH)
    throw new InputError(
      "playbook.too-much",
      `The values of "${node.title}" have more than ${MAX_ITEMS_LENGTH} characters together.`,
    );
}

function begin(walk: Walk, node: WhileNode | ForEachNode, loop: Loop): void {
  walk.state.loops[node.id] = loop;
  for (const step of node.forgets) delete walk.state.outputs[step];
  walk.scopes.clear();
}

function leave(walk: Walk, node: WhileNode | ForEachNode, output: unknown): void {
  delete walk.state.loops[node.id];
  setOutput(walk, node.id, output);
}

function overLimit(walk: Walk, node: WhileNode | ForEachNode, why: string): NodeId {
  delete walk.state.loops[node.id];
  walk.scopes.clear();
  const error = new InputError("playbook.too-many-rounds", `The loop "${node.title}" was left: ${why}.`);
  if (node.onLimit === null) throw error;
  record(walk, node, 1, "failed", null, error.toJSON());
  return node.onLimit;
}
