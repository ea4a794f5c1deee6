/** Ways that lead nowhere, and outputs that are used where they are not there. */
import { besideItself, withField, withoutStep, withStep } from "./edits.ts";
import { expressionsOf, matchesIn } from "./expressions.ts";
import type { Fault } from "./mutant.ts";
import { capabilityAt, type Operator } from "./operator.ts";
import { type Branch, field, type Step, type Survey, textOf } from "./survey.ts";

/** The first use of a step's output behind it, and whether the expression asks first if it is there. */
function useOf(id: string, behind: Step, survey: Survey): { at: number; asked: boolean } | null {
  const spans = expressionsOf(survey).filter(({ from, step }) => from > behind.to && step !== null);
  const [use] = matchesIn(spans, new RegExp(`\\bsteps\\.${id}\\b`, "g"));
  return use === undefined ? null : { at: use.at, asked: use.span.text.includes(`has(steps.${id})`) };
}

const ends = (step: Step) => step.kind === "end" || (step.kind === "handoff" && field(step, "resume") === undefined);
const branches = ({ steps, top }: Survey): Branch[] => [top, ...steps.flatMap((step) => step.branches)];

/** A step of the top whose output is used behind it without asking. */
function usedOutputs(survey: Survey): { step: Step; use: number }[] {
  return survey.top.steps.flatMap((step) => {
    const id = textOf(field(step, "id")?.value);
    const use = id === null || step.kind !== "action" ? null : useOf(id, step, survey);
    return use === null || use.asked || field(step, "on-failure") !== undefined ? [] : [{ step, use: use.at }];
  });
}

export const flow: Operator[] = [
  {
    name: "dropped step that is used later",
    faults: (survey) =>
      survey.steps.flatMap((step) => {
        const id = textOf(field(step, "id")?.value);
        const use =
          id === null || !["action", "handoff", "playbook"].includes(step.kind) ? null : useOf(id, step, survey);
        return use === null
          ? []
          : [{ edit: withoutStep(step.parent, step), code: "expression.unknown-field", at: use.at }];
      }),
  },
  {
    name: "failure answered, output used all the same",
    faults: (survey) =>
      usedOutputs(survey).flatMap(({ step, use }) => {
        const more = withField(step, survey.source, "on-failure: []");
        return more === null ? [] : [{ edit: more.edit, code: "playbook.uncertain-step", at: use }];
      }),
  },
  {
    name: "step behind the one that uses it",
    faults: (survey) =>
      usedOutputs(survey).flatMap(({ step, use }): Fault[] => {
        const next = survey.top.steps[survey.top.steps.indexOf(step) + 1];
        if (next === undefined || use > next.to || next.kind === "parallel") return [];
        const text = (one: Step) => survey.source.slice(one.at, one.to);
        const between = survey.source.slice(step.to, next.at);
        const edit = { from: step.at, to: next.to, text: text(next) + between + text(step) };
        return [{ edit, code: "playbook.uncertain-step", at: 0, into: use - next.at }];
      }),
  },
  {
    name: "output used without asking whether it is there",
    faults: (survey) =>
      matchesIn(expressionsOf(survey), /has\(steps\.(\w+)\) && (?=steps\.\1\.)/g).flatMap(({ at, match }): Fault[] => {
        const asked = survey.steps.find((step) => textOf(field(step, "id")?.value) === match[1]);
        if (asked === undefined || field(asked, "on-failure") === undefined) return [];
        return [{ edit: { from: at, to: at + match[0].length, text: "" }, code: "playbook.uncertain-step", at }];
      }),
  },
  {
    name: "way without an end",
    faults: ({ top, head }) => {
      const [before, last] = top.steps.slice(-2);
      const open = before !== undefined && last !== undefined && ends(last) && before.kind === "action";
      if (!open || field(before, "on-failure") !== undefined || field(head, "outputs") !== undefined) return [];
      return [{ edit: withoutStep(top, last), code: "playbook.no-ending", at: before.at }];
    },
  },
  {
    name: "step behind the end",
    faults: (survey) =>
      branches(survey).flatMap((branch): Fault[] => {
        const last = branch.steps.at(-1);
        const more = last === undefined || !ends(last) ? null : withStep(branch, last, survey.source, "wait: 1m");
        return more === null ? [] : [{ edit: more.edit, code: "playbook.dead-step", at: 0, into: more.into }];
      }),
  },
  {
    name: "end in a parallel",
    faults: ({ steps, source }) =>
      steps
        .filter(({ kind }) => kind === "parallel")
        .flatMap((step) => step.branches)
        .flatMap((branch): Fault[] => {
          const last = branch.steps.at(-1);
          const more = last === undefined ? null : withStep(branch, last, source, "{ end: other, reason: cut off }");
          return more === null ? [] : [{ edit: more.edit, code: "playbook.end-in-parallel", at: 0, into: more.into }];
        }),
  },
  {
    name: "nested too deep",
    faults: (survey) =>
      survey.top.steps.slice(0, 3).flatMap((step): Fault[] => {
        const more = withStep(
          survey.top,
          step,
          survey.source,
          `${"{ if: incident.number > 1, else: [], then: [".repeat(14)}{ wait: 1m }${"] }".repeat(14)}`,
        );
        return more === null ? [] : [{ edit: more.edit, code: "playbook.too-deep", at: 0, into: more.into }];
      }),
  },
  {
    name: "race on an entity",
    faults: ({ steps, source }) =>
      steps.flatMap((step): Fault[] => {
        const capability = capabilityAt(step);
        const acts = capability?.target !== undefined && capability.effect !== "observe";
        return acts && step.branches.every(({ steps: below }) => below.length === 0)
          ? raced(step, source, "action", "second")
          : [];
      }),
  },
  {
    name: "race of two calls",
    faults: ({ steps, source }) =>
      steps.flatMap((step) =>
        field(step, "playbook")?.value !== undefined && calls(step, "contain-")
          ? raced(step, source, "playbook", "second")
          : [],
      ),
  },
  {
    name: "race on a variable",
    faults: ({ steps, source }) =>
      steps.flatMap((step) => (step.kind === "set" ? raced(step, source, "set", "first") : [])),
  },
];

function calls(step: Step, prefix: string): boolean {
  return (textOf(field(step, "playbook")?.value) ?? "").startsWith(prefix);
}

/** The step beside itself; the finding is where the value of a key of the one or the other begins. */
function raced(step: Step, source: string, key: string, where: "first" | "second"): Fault[] {
  const twice = besideItself(step, source);
  if (twice === null) return [];
  const text = twice.edit.text.slice(twice[where]);
  const before = new RegExp(`(^|\\n\\s*)${key}:\\s*`).exec(text);
  const into = twice[where] + (before === null ? 0 : before.index + before[0].length);
  return [{ edit: twice.edit, code: "playbook.race", at: 0, into }];
}
