/** Nodes of single steps: what of them needs no knowledge of the others. */
import { capabilityOf } from "./check-steps.ts";
import type { FormField } from "./declared.ts";
import type { ActionNode, FormNode, NodeId, Template, WaitForNode } from "./program.ts";
import type { ActionStep, Declared, HandoffStep, WaitForStep, Written } from "./tree.ts";

/** What every node of a step has. */
interface Frame {
  id: NodeId;
  within?: NodeId[];
}

export function actionNode(
  step: ActionStep,
  frame: Frame,
  ways: { next: NodeId; onFailure: NodeId | null; compensate: NodeId[] },
): ActionNode {
  const { compensate, ...leads } = ways;
  return {
    kind: "action",
    ...frame,
    title: step.title ?? capabilityOf(step)?.title ?? step.capability.value,
    capability: step.capability.value,
    connection: step.connection?.value ?? null,
    input: templateOf(step.input) as { [key: string]: Template },
    timeoutMs: step.timeoutMs,
    retries: step.retries,
    backoffMs: step.backoffMs,
    leaseSeconds: step.lease?.value ?? null,
    ...leads,
    ...(compensate.length === 0 ? {} : { compensate }),
  };
}

export function waitForNode(
  step: WaitForStep,
  frame: Frame,
  ways: { next: NodeId; onTimeout: NodeId | null },
): WaitForNode {
  const { event, condition, until } = step.awaited;
  const what = event ?? (until === null ? "a condition" : "a moment");
  return {
    kind: "wait-for",
    ...frame,
    title: step.title ?? `Wait for ${what}`,
    event,
    condition: condition?.value ?? null,
    until: until?.value ?? null,
    atMostSeconds: Math.ceil(step.atMostMs / 1000),
    ...ways,
  };
}

export function formNode(
  step: HandoffStep,
  form: readonly Declared[],
  frame: Frame,
  ways: { next: NodeId; onTimeout: NodeId | null },
): FormNode {
  return {
    kind: "form",
    ...frame,
    title: step.title ?? "Ask people",
    queue: step.queue,
    reason: step.reason.value,
    fields: form.map(fieldOf),
    atMostSeconds: Math.ceil(step.atMostMs / 1000),
    ...ways,
  };
}

/** The values of declarations by name: defaults of variables, values of outputs. */
export function valuesOf(declared: readonly Declared[]): { [name: string]: Template } {
  const written = declared.filter((each) => each.value !== null);
  return Object.fromEntries(written.map(({ name, value }) => [name.value, templateOf(value as Written)]));
}

export function templateOf(value: Written): Template {
  switch (value.kind) {
    case "text":
      return value.text.value;
    case "constant":
      return value.value;
    case "list":
      return value.items.map(templateOf);
    case "map":
      return Object.fromEntries(value.entries.map((entry) => [entry.key, templateOf(entry.value)]));
  }
}

function fieldOf({ name, ask, type }: Declared): FormField {
  return { name: name.value, ask: ask ?? name.value, type };
}
