/** A playbook as it is written, with the place of every part. The checker reads this; the compiler makes a Program of it. */
import type { Disposition } from "../model/scale.ts";
import type { DeclaredType } from "./declared.ts";
import type { FindingPlace } from "./finding.ts";
import type { AwaitedEvent } from "./observed.ts";
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

/** What every kind of step has. */
export interface StepBase {
  id: Located<string> | null;
  title: string | null;
  /** How long to wait before it begins. */
  delayMs: number | null;
  place: FindingPlace;
}

export interface ActionStep extends StepBase {
  kind: "action";
  capability: Text;
  connection: Located<string> | null;
  input: WrittenMap;
  timeoutMs: number;
  retries: number;
  backoffMs: number;
  lease: Located<number> | null;
  onFailure: Branch | null;
  /** Actions that take it back when the run fails later. */
  compensate: Branch | null;
}

/** Gives variables new values. */
export interface SetStep extends StepBase {
  kind: "set";
  values: WrittenMap;
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

interface LoopBase extends StepBase {
  /** Rounds at most. */
  atMost: number;
  do: Branch;
  /** Where to go when there would be more. */
  onLimit: Branch | null;
}

export interface WhileStep extends LoopBase {
  kind: "while";
  condition: Text;
}

export interface ForEachStep extends LoopBase {
  kind: "for-each";
  list: Text;
  /** What the item of the round is called: `each.<as>`. */
  as: Located<string>;
  /** An expression whose values, one a round, become `steps.<id>.items`. */
  collect: Text | null;
}

export interface WaitStep extends StepBase {
  kind: "wait";
  milliseconds: number;
}

/** What a wait-for step waits for; `condition` narrows an event, or stands for itself. */
export interface Awaited {
  event: AwaitedEvent | null;
  condition: Text | null;
  /** A moment, as an expression that gives a timestamp's text. */
  until: Text | null;
}

interface Bounded {
  atMostMs: number;
  /** Where to go when nothing came of it in time. */
  onTimeout: Branch | null;
}

export interface WaitForStep extends StepBase, Bounded {
  kind: "wait-for";
  awaited: Awaited;
}

/** Without `form` it ends the run; with one the run goes on with the answers. */
export interface HandoffStep extends StepBase, Bounded {
  kind: "handoff";
  queue: string;
  reason: Text;
  questions: string[];
  form: Declared[] | null;
}

/** Runs another playbook as a part of this one. */
export interface PlaybookStep extends StepBase {
  kind: "playbook";
  name: Text;
  input: WrittenMap;
  onFailure: Branch | null;
}

export interface EndStep extends StepBase {
  kind: "end";
  disposition: Disposition;
  reason: Text;
  status: "resolved" | "closed";
}

export type Step =
  | ActionStep
  | SetStep
  | IfStep
  | SwitchStep
  | WhileStep
  | ForEachStep
  | ParallelStep
  | WaitStep
  | WaitForStep
  | PlaybookStep
  | HandoffStep
  | EndStep;

/** A name with its type: a variable, an input, an output, a question of a form. */
export interface Declared {
  name: Located<string>;
  type: DeclaredType;
  /** The default of a variable, the default of an input that may be left out, the value of an output. */
  value: Written | null;
  /** What people are asked, of a form. */
  ask: string | null;
}

export interface PlaybookTree {
  name: Located<string>;
  title: string;
  maturity: Program["maturity"];
  trigger: Text;
  defaultQueue: string;
  /** The ATT&CK techniques it answers, and the D3FEND countermeasures it takes. */
  techniques: Located<string>[];
  countermeasures: Located<string>[];
  variables: Declared[];
  /** What a playbook that calls this one gives and gets; null for one that is no part of others. */
  interface: { inputs: Declared[]; outputs: Declared[] } | null;
  steps: Branch;
}

/** The branches below a step, in the order they are written. */
export function branchesOf(step: Step): Branch[] {
  switch (step.kind) {
    case "action":
      return [step.onFailure, step.compensate].filter(isWritten);
    case "if":
      return [step.then, step.else];
    case "switch":
      return [...step.cases.map((each) => each.branch), ...(step.default === null ? [] : [step.default])];
    case "parallel":
      return step.branches.map((each) => each.branch);
    case "while":
    case "for-each":
      return [step.do, step.onLimit].filter(isWritten);
    case "wait-for":
    case "handoff":
      return [step.onTimeout].filter(isWritten);
    case "playbook":
      return [step.onFailure].filter(isWritten);
    default:
      return [];
  }
}

function isWritten(branch: Branch | null): branch is Branch {
  return branch !== null;
}

/** Every step of a branch and below, in the order they are written. */
export function* stepsIn(branch: Branch): Generator<Step> {
  for (const step of branch.steps) {
    yield step;
    for (const below of branchesOf(step)) yield* stepsIn(below);
  }
}
