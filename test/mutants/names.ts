/** Names that nothing bears. */
import { IncidentFacts } from "../../src/model/incident.ts";
import { expressionsOf, matchesIn } from "./expressions.ts";
import type { Fault } from "./mutant.ts";
import { capabilityAt, here, misspelt, type Operator } from "./operator.ts";
import { type Field, type Fields, field, fieldsOf, type Survey, textOf } from "./survey.ts";

/** A letter too many behind what a pattern finds in an expression: a name of one more letter is none that is there. */
function inExpressions(name: string, code: string, pattern: RegExp): Operator {
  return {
    name,
    faults: (survey) =>
      matchesIn(expressionsOf(survey), pattern).map(({ at, match }) => {
        const end = at + match[0].length;
        return { edit: { from: end, to: end, text: "q" }, code, at };
      }),
  };
}

/** A letter too many in a value that has to be one of certain words. */
function inValues(name: string, code: string, find: (survey: Survey) => (Field | undefined)[]): Operator {
  return {
    name,
    faults: (survey) =>
      find(survey).flatMap((one) => (one === undefined ? [] : [here(code, misspeltValue(one, survey))])),
  };
}

function misspeltValue({ from, to }: Field, { source }: Survey) {
  const text = source.slice(from, to);
  const quoted = /["']$/.test(text);
  return { from, to, text: quoted ? `${text.slice(0, -1)}q${text.at(-1)}` : misspelt(text) };
}

/** A letter too many in keys. */
function inKeys(name: string, code: string, find: (survey: Survey) => Field[]): Operator {
  const fault = ({ key, keyAt }: Field): Fault =>
    here(code, { from: keyAt, to: keyAt + key.length, text: misspelt(key) });
  return { name, faults: (survey) => find(survey).map(fault) };
}

const inputs = ({ source, steps }: Survey, kind: string): Field[] =>
  steps.filter((step) => step.kind === kind).flatMap((step) => fieldsOf(field(step, "with")?.value, source).all);
const each = (survey: Survey, kind: string, key = kind) =>
  survey.steps.filter((step) => step.kind === kind).map((step) => field(step, key));
const items = (fields: Fields, key: string, source: string): Field[] => {
  const list = field(fields, key);
  const text = list === undefined ? "" : source.slice(list.from, list.to);
  return [...text.matchAll(/[A-Z][\w.-]+/g)].map((match) => {
    const from = (list?.from ?? 0) + match.index;
    return { ...(list as Field), from, to: from + match[0].length };
  });
};

/** Whether a switch asks for one of certain words: only then another word is wrong for certain. */
const CHOICE = /^incident\.(severity|priority|entity\.criticality)$/;

export const names: Operator[] = [
  inExpressions(
    "misspelt field of the incident",
    "expression.unknown-field",
    new RegExp(`\\bincident\\.(${Object.keys(IncidentFacts.shape).join("|")})\\b`, "g"),
  ),
  inExpressions(
    "misspelt field of a step",
    "expression.unknown-field",
    /\bsteps\.\w+\.(found|active|malicious|owner|score|tags|displayName|privileged|isolated|contained|alertCount|items)\b/g,
  ),
  inExpressions("misspelt step", "expression.unknown-field", /\bsteps\.\w+\b/g),
  inExpressions("misspelt variable, item or input", "expression.unknown-field", /\b(vars|each|inputs)\.\w+\b/g),
  inExpressions("misspelt root", "expression.unknown-name", /\b(incident|steps|vars)(?=\.)/g),
  inExpressions(
    "misspelt function",
    "expression.unknown-function",
    /\b(size|clip|rx|cidr|lower|filter|exists|startsWith|join)(?=\()/g,
  ),
  inExpressions(
    "misspelt word in a comparison",
    "expression.unknown-value",
    /\.(type|role|severity|criticality)\s*==\s*"\w+(?=")/g,
  ),
  inExpressions("misspelt word in a list", "expression.unknown-value", /\.(criticality|priority)\s+in\s+\["\w+(?=")/g),
  inValues("unknown capability", "playbook.unknown-capability", (survey) => each(survey, "action")),
  inValues("unknown disposition", "playbook.unknown-value", (survey) => each(survey, "end")),
  inValues("unknown status", "playbook.unknown-value", (survey) => each(survey, "end", "status")),
  inValues("unknown maturity", "playbook.unknown-value", ({ head }) => [field(head, "maturity")]),
  inValues("unknown event", "playbook.unknown-value", (survey) => each(survey, "wait-for")),
  inValues("missing sub-playbook", "playbook.unknown-playbook", (survey) => each(survey, "playbook")),
  inValues("technique that is not on the list", "playbook.unknown-technique", ({ head, source }) =>
    items(head, "techniques", source),
  ),
  inValues("countermeasure that nothing takes", "playbook.unmet-countermeasure", ({ head, source }) =>
    items(head, "countermeasures", source),
  ),
  inKeys("misspelt key of a step", "playbook.unknown-key", ({ steps }) =>
    steps.flatMap((step) => step.all.filter(({ key }) => key !== step.kind)),
  ),
  inKeys("misspelt key of the playbook", "playbook.unknown-key", ({ head }) => head.all),
  inKeys("misspelt input of an action", "playbook.unknown-input", (survey) => inputs(survey, "action")),
  inKeys("misspelt input of a sub-playbook", "playbook.unknown-input", (survey) => inputs(survey, "playbook")),
  inKeys("misspelt variable that is set", "playbook.unknown-input", ({ steps, source }) =>
    steps.flatMap((step) => fieldsOf(field(step, "set")?.value, source).all),
  ),
  inKeys("case that never comes", "playbook.unknown-case", ({ steps, source }) =>
    steps
      .filter((step) => CHOICE.test(textOf(field(step, "switch")?.value) ?? ""))
      .flatMap((step) => fieldsOf(field(step, "cases")?.value, source).all),
  ),
  {
    name: "input that another capability takes",
    faults: ({ steps, source }) =>
      steps.flatMap((step) => {
        const capability = capabilityAt(step);
        const given = fieldsOf(field(step, "with")?.value, source).all.find(
          ({ key }) => key === capability?.target?.field,
        );
        if (capability === undefined || given === undefined) return [];
        // Mail is found by its subject, too.
        const text = ["subject", "title"].find((name) => !Object.hasOwn(capability.input.shape, name))!;
        return [here("playbook.unknown-input", { from: given.keyAt, to: given.keyAt + given.key.length, text })];
      }),
  },
];
