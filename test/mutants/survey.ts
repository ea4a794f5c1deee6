/** A playbook's YAML as operators see it: its steps with the offsets of their parts. Only for texts that the checker takes. */
import { isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { STEP_KEYS } from "../../src/playbook/parse-step.ts";

/** A key with its value. */
export interface Field {
  key: string;
  keyAt: number;
  value: Node;
  /** Where the value begins, and where the last of its characters ends. */
  from: number;
  to: number;
}

export interface Fields {
  at: number;
  flow: boolean;
  all: Field[];
}

export interface Branch {
  key: string;
  at: number;
  /** Written as `- …` lines, so that lines can be added. */
  block: boolean;
  steps: Step[];
}

export interface Step extends Fields {
  kind: string;
  to: number;
  parent: Branch;
  /** The steps around it, the outermost first. */
  within: Step[];
  branches: Branch[];
}

export interface Survey {
  source: string;
  head: Fields;
  top: Branch;
  /** All steps, in the order of the text. */
  steps: Step[];
}

const BRANCHES = ["then", "else", "default", "do", "on-limit", "on-timeout", "on-failure", "compensate"];
const KINDS = Object.keys(STEP_KEYS);

/** Reads a source. */
export function surveyOf(source: string): Survey {
  const root = parseDocument(source, { version: "1.2" }).contents as YAMLMap;
  const steps: Step[] = [];
  const head = fieldsOf(root, source);
  const list = field(head, "steps");
  const top = branchOf("steps", list?.value as YAMLSeq, [], source, steps);
  return { source, head, top, steps };
}

/** The value of a key; undefined where it is not written. */
export function field(fields: Fields, key: string): Field | undefined {
  return fields.all.find((each) => each.key === key);
}

/** The fields of a value that is a map; none of any other. */
export function fieldsOf(node: Node | null | undefined, source: string): Fields {
  if (!isMap(node)) return { at: 0, flow: false, all: [] };
  const all = node.items.map((pair) => {
    const [key, value] = [pair.key as Scalar, pair.value as Node];
    return { key: String(key.value), keyAt: startOf(key), value, from: startOf(value), to: endOf(value, source) };
  });
  return { at: startOf(node), flow: node.flow === true, all };
}

/** A text of the playbook; null for any other value. */
export function textOf(node: Node | null | undefined): string | null {
  return isScalar(node) && typeof node.value === "string" ? node.value : null;
}

function branchOf(key: string, list: YAMLSeq, within: Step[], source: string, steps: Step[]): Branch {
  const branch: Branch = { key, at: startOf(list), block: isSeq(list) && list.flow !== true, steps: [] };
  for (const item of isSeq(list) ? list.items : [])
    branch.steps.push(stepOf(item as YAMLMap, branch, within, source, steps));
  return branch;
}

function stepOf(node: YAMLMap, parent: Branch, within: Step[], source: string, steps: Step[]): Step {
  const fields = fieldsOf(node, source);
  const kind = KINDS.find((each) => field(fields, each) !== undefined) ?? "";
  const step: Step = { ...fields, kind, to: endOf(node, source), parent, within, branches: [] };
  steps.push(step);
  const below = (key: string, value: Node) => branchOf(key, value as YAMLSeq, [...within, step], source, steps);
  for (const { key, value } of fields.all) {
    if (BRANCHES.includes(key)) step.branches.push(below(key, value));
    if (key === "cases" || key === "parallel")
      step.branches.push(...fieldsOf(value, source).all.map((each) => below(each.key, each.value)));
  }
  return step;
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Behind the last character that is no blank. */
function endOf(node: Node, source: string): number {
  const [start, end] = node.range ?? [0, 0, 0];
  return start + source.slice(start, end).trimEnd().length;
}
