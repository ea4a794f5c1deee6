/** Sub-playbooks that are not what they are called for. */
import { replaced, without, withStep } from "./edits.ts";
import type { Fault } from "./mutant.ts";
import { here, type Operator } from "./operator.ts";
import { field, fieldsOf, textOf } from "./survey.ts";

export const calls: Operator[] = [
  {
    name: "call of what is not made to be called",
    faults: ({ steps }) =>
      steps.flatMap((step) => {
        const name = step.kind === "playbook" ? field(step, "playbook") : undefined;
        return name === undefined ? [] : [here("playbook.not-callable", replaced(name, "triage-handoff"))];
      }),
  },
  {
    name: "call without what it needs",
    faults: ({ steps, source }) =>
      steps.flatMap((step): Fault[] => {
        const whole = step.kind === "playbook" ? field(step, "with") : undefined;
        const given = fieldsOf(whole?.value, source);
        return given.all.flatMap((gone): Fault[] => {
          const edit = without(given, gone);
          if (edit !== null) return [{ edit, code: "playbook.missing-input", at: given.at }];
          return whole === undefined
            ? []
            : [{ edit: replaced(whole, "{}"), code: "playbook.missing-input", at: step.at }];
        });
      }),
  },
  {
    name: "call with a value of the wrong type",
    faults: ({ steps, source }) =>
      steps
        .filter(({ kind }) => kind === "playbook")
        .flatMap((step) => fieldsOf(field(step, "with")?.value, source).all)
        .map((given) => here("playbook.wrong-type", replaced(given, '"=incident.severityId"'))),
  },
  {
    name: "call that leads back to its caller",
    faults: ({ head, steps, source }) => {
      const name = textOf(field(head, "playbook")?.value) ?? "";
      const [input] = fieldsOf(field(head, "inputs")?.value, source).all;
      if (input === undefined) return [];
      return steps.flatMap((step): Fault[] => {
        const more = withStep(
          step.parent,
          step,
          source,
          `{ playbook: ${name}, with: { ${input.key}: "=inputs.${input.key}" } }`,
        );
        return more === null ? [] : [{ edit: more.edit, code: "playbook.recursion", at: 0, into: more.into }];
      });
    },
  },
];
