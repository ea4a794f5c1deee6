/** A playbook as it is written, with the place of every part. The checker reads this; the compiler makes a Program of it. */
import type { Disposition } from "../model/scale.ts";
import type { FindingPlace } from "./finding.ts";
import type { Program } from "./program.ts";

/** A text and where each of its characters is in the file. */
export interface Text {
  value: string;
  place: FindingPlace;
  /** The place of the character at an offset of the value. */
  at(offset: number): FindingPlace;
}

export interface Located<T> {
  value: T;
  place: FindingPlace;
}

/** JSON with places; texts may be templates. */
export type Written =
  | { kind: "text"; text: Text; place: FindingPlace }
  | { kind: "constant"; value: number | boolean | null; place: FindingPlace }
  | { kind: "list"; items: Written[]; place: FindingPlace }
  | WrittenMap;

export interface WrittenMap {
  kind: "map";
  entries: { key: string; place: FindingPlace; value: Written }[];
  place: FindingPlace;
}

/** A list of steps and where it stands, which is also where it is left when it is empty. */
export interface Branch {
  steps: Step[];
  place: FindingPlace;
}

interface StepBase {
  id: Located<string> | null;
  title: string | null;
  place: FindingPlace;
}

export interface ActionStep extends StepBase {
  kind: "action";
  capability: Text;
  connection: string | null;
  input: WrittenMap;
  timeoutMs: number;
  retries: number;
  backoffMs: number;
  lease: Located<number> | null;
  onFailure: Branch | null;
}

export interface IfStep extends StepBase {
  kind: "if";
  condition: Text;
  then: Branch;
  else: Branch;
}

export interface SwitchStep extends StepBase {
  kind: "switch";
  value: Text;
  cases: { equals: Located<string | number | boolean>; branch: Branch }[];
  default: Branch | null;
}

export interface ParallelStep extends StepBase {
  kind: "parallel";
  branches: { name: string; branch: Branch }[];
}

export interface WaitStep extends StepBase {
  kind: "wait";
  milliseconds: number;
}

export interface HandoffStep extends StepBase {
  kind: "handoff";
  queue: string;
  reason: Text;
  questions: string[];
}

export interface EndStep extends StepBase {
  kind: "end";
  disposition: Disposition;
  reason: Text;
  status: "resolved" | "closed";
}

export type Step = ActionStep | IfStep | SwitchStep | ParallelStep | WaitStep | HandoffStep | EndStep;

export interface PlaybookTree {
  name: Located<string>;
  title: string;
  maturity: Program["maturity"];
  trigger: Text;
  defaultQueue: string;
  steps: Branch;
}

/** The branches below a step, in the order they are written. */
export function branchesOf(step: Step): Branch[] {
  switch (step.kind) {
    case "action":
      return step.onFailure === null ? [] : [step.onFailure];
    case "if":
      return [step.then, step.else];
    case "switch":
      return [...step.cases.map((each) => each.branch), ...(step.default === null ? [] : [step.default])];
    case "parallel":
      return step.branches.map((each) => each.branch);
    default:
      return [];
  }
}

/** Every step of a branch and below, in the order they are written. */
export function* stepsIn(branch: Branch): Generator<Step> {
  for (const step of branch.steps) {
    yield step;
    for (const below of branchesOf(step)) yield* stepsIn(below);
  }
}
