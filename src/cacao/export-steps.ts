/** Steps of ours as a workflow of CACAO. What CACAO has no words for stands in the extension of each step, so that import finds it again. */

import type { WrittenBranch, WrittenCase, WrittenStep } from "../playbook/written-form.ts";
import { cacaoId, EXTENSION } from "./cacao-id.ts";
import type { CacaoStep } from "./document.ts";
import { askedOf, commandOf, millisecondsOf, nameOf } from "./export-text.ts";
import { isLast, KINDS, kindOf } from "./kinds.ts";

export interface Workflow {
  steps: { [id: string]: CacaoStep };
  /** Who carries out actions, by id; made for the machine and for each queue. */
  agents: { [id: string]: { type: string; name: string } };
}

/** The id that follows a branch, made when it is needed; null when nothing does. */
type Tail = () => string | null;

/** Adds the steps of a branch to the workflow, and gives the id of the first: that of `tail` for an empty branch. */
export function exportBranch(
  steps: readonly WrittenStep[],
  path: string,
  tail: Tail,
  workflow: Workflow,
): string | null {
  let next = tail;
  for (const [index, step] of [...steps.entries()].reverse()) {
    const at = `${path}/${index}`;
    const id = cacaoId(KINDS[kindOf(step)].cacao, at);
    workflow.steps[id] = exportStep(step, at, next, workflow);
    next = () => id;
  }
  return next();
}

function exportStep(step: WrittenStep, path: string, next: Tail, workflow: Workflow): CacaoStep {
  const kind = kindOf(step);
  const { cacao, inside, failure } = KINDS[kind];
  const own = Object.fromEntries(Object.entries(step).filter(([key]) => key !== failure && !(key in inside)));
  const after = isLast(step) ? lastEnd(kind, path, workflow) : next();
  const failed = failure === null ? undefined : (step[failure] as WrittenStep[] | undefined);
  const [delay, timeout] = [millisecondsOf(step.delay), millisecondsOf(step.timeout ?? step["at-most"])];
  const entry = failed === undefined ? null : exportBranch(failed, `${path}/${failure}`, next, workflow);
  return {
    type: cacao,
    name: nameOf(step),
    ...(delay === undefined ? {} : { delay }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(after === null ? {} : { [entry === null ? "on_completion" : "on_success"]: after }),
    ...(entry === null ? {} : { on_failure: entry }),
    ...(cacao === "action" ? { commands: [commandOf(step)], agent: agentOf(step, workflow) } : {}),
    ...(cacao === "playbook-action" ? { playbook_id: cacaoId("playbook", String(step.playbook)) } : {}),
    ...insideOf(step, path, workflow),
    step_extensions: { [EXTENSION]: { step: { ...own, ...namesOf(step) } } },
  };
}

/** Nothing follows a handoff, and CACAO wants to see an end. */
function lastEnd(kind: string, path: string, workflow: Workflow): string | null {
  return kind === "end" ? null : branchEnd(`${path}/last`, workflow)();
}

function branchEnd(path: string, workflow: Workflow): () => string {
  return () => {
    const id = cacaoId("end", `${path}/end`);
    workflow.steps[id] = { type: "end" };
    return id;
  };
}

/** The branches inside a step, each up to an end of its own. */
function insideOf(step: WrittenStep, path: string, workflow: Workflow): Partial<CacaoStep> {
  const branch = (name: string, steps: readonly WrittenStep[]): string => {
    const at = `${path}/${name}`;
    return exportBranch(steps, at, branchEnd(at, workflow), workflow) as string;
  };
  switch (kindOf(step)) {
    case "if":
      return {
        condition: askedOf(step),
        on_true: branch("then", step.then as WrittenStep[]),
        on_false: branch("else", step.else as WrittenStep[]),
      };
    case "while":
    case "for-each":
      return { condition: askedOf(step), on_true: branch("do", step.do as WrittenStep[]) };
    case "switch": {
      const cases = (step.cases as WrittenCase[]).map(
        ({ steps }, index) => [caseKeys(step)[index] as string, branch(`case-${index}`, steps)] as const,
      );
      const otherwise =
        step.default === undefined ? [] : [["default", branch("default", step.default as WrittenStep[])]];
      return { switch: askedOf(step), cases: Object.fromEntries([...cases, ...otherwise]) };
    }
    case "parallel":
      return {
        next_steps: (step.parallel as WrittenBranch[]).map(({ name, steps }) => branch(`branch-${name}`, steps)),
      };
    default:
      return {};
  }
}

/** What CACAO's form of the branches does not say: their names and order, and the types of the values. */
function namesOf(step: WrittenStep): WrittenStep {
  if (kindOf(step) === "parallel") return { parallel: (step.parallel as WrittenBranch[]).map(({ name }) => name) };
  if (kindOf(step) !== "switch") return {};
  const keys = caseKeys(step);
  return { cases: (step.cases as WrittenCase[]).map(({ equals }, index) => ({ equals, key: keys[index] as string })) };
}

/** Texts that tell the cases apart, and none of them "default". */
function caseKeys(step: WrittenStep): string[] {
  const seen = new Set(["default"]);
  return (step.cases as WrittenCase[]).map(({ equals }) => {
    let key = String(equals);
    while (seen.has(key)) key = `${key}_`;
    seen.add(key);
    return key;
  });
}

function agentOf(step: WrittenStep, workflow: Workflow): string {
  const queue = step.handoff;
  const [type, name] = typeof queue === "string" ? ["group", queue] : ["organization", "Cordon"];
  const id = cacaoId(type as string, `${type}/${name}`);
  workflow.agents[id] = { type: type as string, name: name as string };
  return id;
}
