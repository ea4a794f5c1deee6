/** Between YAML and the written form. */
import { Document, parse, visit } from "yaml";
import type { WrittenBranch, WrittenCase, WrittenJson, WrittenPlaybook, WrittenStep } from "./written-form.ts";

const BRANCHES = ["then", "else", "default", "do", "on-limit", "on-timeout", "on-failure", "compensate"] as const;

/** The written form of a text that the checker takes. */
export function writtenOf(source: string): WrittenPlaybook {
  const root = parse(source, { mapAsMap: true, uniqueKeys: false, version: "1.2" }) as Map<string, unknown>;
  const { steps: _steps, ...head } = plainOf(root) as { [key: string]: WrittenJson };
  return { ...head, steps: stepsOf(root.get("steps")) } as unknown as WrittenPlaybook;
}

/** The YAML of a playbook; `notes` are comments above steps, by the steps' ids. */
export function yamlOf(playbook: WrittenPlaybook, notes: ReadonlyMap<string, string> = new Map()): string {
  const { steps, ...head } = playbook;
  const document = new Document({ ...head, steps: steps.map(yamlStep) }, { aliasDuplicateObjects: false });
  visit(document, {
    Map: (_key, node) => {
      const note = notes.get(String(node.get("id")));
      if (note !== undefined) node.commentBefore = note.replaceAll(/^/gm, " ");
    },
  });
  return document.toString({ lineWidth: 140 });
}

function stepsOf(value: unknown): WrittenStep[] {
  return (value as Map<string, unknown>[]).map((entries) => {
    const step = plainOf(entries) as WrittenStep;
    for (const key of BRANCHES) if (entries.has(key)) step[key] = stepsOf(entries.get(key));
    const [cases, parallel] = [entries.get("cases"), entries.get("parallel")];
    if (cases instanceof Map)
      step.cases = [...cases].map(
        ([equals, steps]): WrittenCase => ({ equals: equals as string, steps: stepsOf(steps) }),
      );
    if (parallel instanceof Map)
      step.parallel = [...parallel].map(
        ([name, steps]): WrittenBranch => ({ name: String(name), steps: stepsOf(steps) }),
      );
    return step;
  });
}

/** Keys of a map are names wherever no list of steps stands. */
function plainOf(value: unknown): WrittenJson {
  if (Array.isArray(value)) return value.map(plainOf);
  if (!(value instanceof Map)) return value as WrittenJson;
  return Object.fromEntries([...value].map(([key, item]) => [String(key), plainOf(item)]));
}

function yamlStep(step: WrittenStep): unknown {
  const written: { [key: string]: unknown } = { ...step };
  for (const key of BRANCHES)
    if (Array.isArray(written[key])) written[key] = (written[key] as WrittenStep[]).map(yamlStep);
  if (Array.isArray(step.cases))
    written.cases = new Map((step.cases as WrittenCase[]).map(({ equals, steps }) => [equals, steps.map(yamlStep)]));
  if (Array.isArray(step.parallel))
    written.parallel = new Map(
      (step.parallel as WrittenBranch[]).map(({ name, steps }) => [name, steps.map(yamlStep)]),
    );
  return written;
}
