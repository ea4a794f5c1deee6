/** A step that another product wrote, as steps of ours. */

import { plainText } from "../playbook/plain-text.ts";
import type { WrittenBranch, WrittenCase, WrittenStep } from "../playbook/written-form.ts";
import { conditionOf } from "./condition.ts";
import type { CacaoStep } from "./document.ts";
import { oneText, stepPointer, templateOf } from "./foreign-text.ts";
import { commandSteps } from "./import-command.ts";
import type { Importing } from "./importing.ts";
import { pointerTo } from "./json-places.ts";
import type { ReadInside } from "./own-step.ts";
import { valueIn } from "./variables.ts";

/** The branch of a failure, read anew each time; null when there is none. */
export type FailureOf = () => WrittenStep[] | null;

export interface ForeignStep {
  id: string;
  step: CacaoStep;
  inside: ReadInside;
  failure: FailureOf;
}

/** Rounds of a loop that does not say how many. */
const ROUNDS = 100;
/** A parallel step of ours has as many branches at most. */
const MAX_BRANCHES = 8;

/** The steps; the first of them waits for the delay. */
export function foreignSteps(foreign: ForeignStep, importing: Importing): WrittenStep[] {
  const [first, ...rest] = byType(foreign, importing);
  const delay = importing.delay(foreign.step.delay);
  return first === undefined ? [] : [{ ...first, ...delay }, ...rest];
}

function byType(foreign: ForeignStep, importing: Importing): WrittenStep[] {
  switch (foreign.step.type) {
    case "action":
      return actionSteps(foreign, importing);
    case "playbook-action":
      return callSteps(foreign, importing);
    case "if-condition":
      return ifSteps(foreign, importing);
    case "while-condition":
      return whileSteps(foreign, importing);
    case "switch-condition":
      return switchSteps(foreign, importing);
    case "parallel":
      return parallelSteps(foreign, importing);
    default: {
      const message = `a ${foreign.step.type} step cannot stand in the middle of a workflow`;
      importing.remarks.error("cacao.shape", stepPointer(foreign.id), message);
      return [];
    }
  }
}

function actionSteps({ id, step, failure }: ForeignStep, importing: Importing): WrittenStep[] {
  return (step.commands ?? []).flatMap((_command, index) =>
    commandSteps({ id, step }, index, importing).map((made) => {
      const key = made.action !== undefined ? "on-failure" : made.resume !== undefined ? "on-timeout" : null;
      const failed = key === null ? null : failure();
      return failed === null || key === null ? made : { ...made, [key]: failed };
    }),
  );
}

/** Another playbook by the name that was chosen for it; else people run it. */
function callSteps({ id, step, failure }: ForeignStep, importing: Importing): WrittenStep[] {
  const at = pointerTo(stepPointer(id), "playbook_id");
  const name = importing.connections.get(step.playbook_id ?? "");
  const failed = failure();
  if (name !== undefined)
    return [{ ...titleOf(step), playbook: name, ...(failed === null ? {} : { "on-failure": failed }) }];
  importing.remarks.warn(
    "cacao.by-hand",
    at,
    "this playbook is run by people: it has no name here",
    `say --map "${step.playbook_id}=<playbook>"`,
  );
  return [
    {
      ...question(step, `Run the playbook ${step.playbook_id}.`, importing),
      resume: { done: { ask: "Has it been run?", type: "boolean" } },
      ...(failed === null ? {} : { "on-timeout": failed }),
    },
  ];
}

function ifSteps({ id, step, inside }: ForeignStep, importing: Importing): WrittenStep[] {
  const { before, condition } = decide(id, step, importing);
  const [yes, no] = [inside(step.on_true), inside(step.on_false)];
  const asked = String(before?.id);
  // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a step.
  return [...(before === null ? [] : [before]), { ...titleOf(step), if: condition(asked), then: yes, else: no }];
}

interface Decision {
  /** What has to be done each time before the condition is asked: a question to people, or a look at the incident; null for nothing. */
  before: WrittenStep | null;
  /** The condition, given the id of that step. */
  condition(before: string): string;
}

function decide(id: string, step: CacaoStep, importing: Importing): Decision {
  const condition = conditionOf(step.condition ?? "", importing.variables);
  if (typeof condition === "string") return { before: null, condition: () => condition };
  if ("of" in condition) return { before: look(importing), condition: condition.of };
  const at = pointerTo(stepPointer(id), "condition");
  importing.remarks.warn("cacao.by-hand", at, `people answer this condition: ${condition.why}`);
  const asked = question(step, `Does this hold: ${step.condition}`, importing);
  const resume = { holds: { ask: plainText(oneText(step.condition, "Does it hold?").slice(0, 500)), type: "boolean" } };
  return { before: { ...asked, resume }, condition: (person) => `steps.${person}.holds` };
}

/** The alerts as they are when the step is reached: those that joined since the run began are among them. */
function look(importing: Importing): WrittenStep {
  return { id: importing.newId("look"), "wait-for": "condition", when: "current.alertCount > 0", "at-most": "5m" };
}

function whileSteps({ id, step, inside }: ForeignStep, importing: Importing): WrittenStep[] {
  const { before, condition } = decide(id, step, importing);
  const at = stepPointer(id);
  importing.remarks.warn(
    "cacao.bounded",
    at,
    `this loop has at most ${ROUNDS} rounds here`,
    'change "at-most" in the playbook',
  );
  if (before === null) return [{ ...titleOf(step), while: condition(""), "at-most": ROUNDS, do: inside(step.on_true) }];
  // It is asked before each round; the answer is kept, because that of a round before is forgotten.
  const flag = importing.newId("again");
  importing.flags.push(flag);
  const keep = (asked: WrittenStep): WrittenStep => ({ set: { [flag]: `=${condition(String(asked.id))}` } });
  const again = { ...before, id: importing.newId(String(before.id).replace(/_\d+$/, "")) };
  const body = [...inside(step.on_true), again, keep(again)];
  return [before, keep(before), { ...titleOf(step), while: `vars.${flag}`, "at-most": ROUNDS, do: body }];
}

function switchSteps({ id, step, inside }: ForeignStep, importing: Importing): WrittenStep[] {
  const { default: otherwise, ...named } = step.cases ?? {};
  const name = /^\s*(__[a-zA-Z_][a-zA-Z0-9_-]*__)(?::value)?\s*$/.exec(step.switch ?? "")?.[1];
  const variable = name === undefined ? undefined : importing.variables.get(name);
  const before: WrittenStep[] = [];
  let value = `vars.${variable?.name}`;
  if (variable === undefined) {
    const at = pointerTo(stepPointer(id), "switch");
    importing.remarks.warn("cacao.by-hand", at, "people choose the case: it is no variable of this playbook");
    const asked = question(step, `Which case is it: ${step.switch}`, importing);
    before.push({
      ...asked,
      resume: {
        which: { ask: plainText(oneText(step.switch, "Which?")), "one-of": [...Object.keys(named), "none of them"] },
      },
    });
    value = `steps.${String(asked.id)}.which`;
  }
  const cases = Object.entries(named).map(([key, first]): WrittenCase => {
    const equals = valueIn(key, variable?.type ?? "text");
    if (equals === null)
      importing.remarks.error(
        "cacao.wrong-value",
        pointerTo(pointerTo(stepPointer(id), "cases"), key),
        `"${key}" is no value of ${name}`,
      );
    return { equals: equals ?? key, steps: inside(first) };
  });
  return [...before, { ...titleOf(step), switch: value, cases, default: inside(otherwise) }];
}

function parallelSteps({ id, step, inside }: ForeignStep, importing: Importing): WrittenStep[] {
  const branches = (step.next_steps ?? []).map(inside).filter((steps) => steps.length > 0);
  if (branches.length > MAX_BRANCHES)
    importing.remarks.error(
      "cacao.too-large",
      pointerTo(stepPointer(id), "next_steps"),
      `at most ${MAX_BRANCHES} branches run at once`,
    );
  if (branches.length < 2) return branches.flat();
  return [
    {
      ...titleOf(step),
      parallel: branches.map((steps, index): WrittenBranch => ({ name: `branch_${index + 1}`, steps })),
    },
  ];
}

/** A handoff that comes back; what it asks for is added. */
function question(step: CacaoStep, text: string, importing: Importing): WrittenStep {
  const { variables, remarks } = importing;
  const reason = oneText([step.name, step.description, text].filter(Boolean).join("\n"), text);
  return {
    id: importing.newId("person"),
    ...titleOf(step),
    handoff: importing.queue,
    reason: templateOf(reason, variables, "", remarks),
    "at-most": importing.atMost(step.timeout),
  };
}

function titleOf({ name }: CacaoStep): { title?: string } {
  const title = oneText(name, "").replaceAll("\n", " ").slice(0, 200);
  return title === "" ? {} : { title: plainText(title) };
}
