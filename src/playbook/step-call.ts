/** Called playbooks, and variables. */
import { InputError } from "../errors.ts";
import type { CallNode, NodeId, ReturnNode, SetNode, Template } from "./program.ts";
import { renderValue } from "./scope.ts";
import { frameOf, record, scopeOf, setOutput, type Walk } from "./walk.ts";

/** Characters of JSON of one value; it lives in the state of the run, which is written with every move. */
const MAX_VALUE_LENGTH = 20_000;

/** Begins a called playbook: what it was given is fixed, its variables have their defaults. */
export function visitCall(walk: Walk, node: CallNode): NodeId {
  const frame = `${node.id}/`;
  const inputs = rendered(walk, node, node.inputs);
  record(walk, node, 1, "succeeded", inputs, null);
  walk.state.inputs[frame] = inputs;
  walk.scopes.clear();
  setVariables(walk, frame, node.variables);
  return node.entry;
}

/** Leaves a called playbook with its outputs; nothing else of it is kept. */
export function visitReturn(walk: Walk, node: ReturnNode): NodeId {
  const outputs = rendered(walk, node, node.outputs);
  record(walk, node, 1, "succeeded", outputs, null);
  const frame = frameOf(node.id);
  const { outputs: known, variables, inputs } = walk.state;
  for (const part of [known, variables, inputs])
    for (const key of Object.keys(part)) if (key.startsWith(frame)) delete (part as Record<string, unknown>)[key];
  setOutput(walk, node.call, outputs);
  return node.next;
}

export function visitSet(walk: Walk, node: SetNode): NodeId {
  const values = rendered(walk, node, node.values);
  record(walk, node, 1, "succeeded", values, null);
  setVariables(walk, frameOf(node.id), values);
  return node.next;
}

/** Variables of a frame by their own names. */
export function setVariables(walk: Walk, frame: string, values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) walk.state.variables[`${frame}${name}`] = value;
  walk.scopes.clear();
}

function rendered(
  walk: Walk,
  node: CallNode | ReturnNode | SetNode,
  templates: { [name: string]: Template },
): Record<string, unknown> {
  const values = renderValue(templates, scopeOf(walk, node)) as Record<string, unknown>;
  for (const [name, value] of Object.entries(values))
    if ((JSON.stringify(value) ?? "").length > MAX_VALUE_LENGTH)
      throw new InputError("playbook.too-much", `"${name}" has more than ${MAX_VALUE_LENGTH} characters.`);
  return values;
}
