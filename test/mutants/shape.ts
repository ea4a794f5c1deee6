/** Parts that are missing, twice there, or of the wrong size. */
import { DECLARED_TYPES } from "../../src/playbook/declared.ts";
import { replaced, withField, without } from "./edits.ts";
import type { Fault } from "./mutant.ts";
import { capabilityAt, here, type Operator } from "./operator.ts";
import { type Field, type Fields, field, fieldsOf, type Step, type Survey, textOf } from "./survey.ts";

/** Steps of a kind without a key that they must have: the step says so. */
function missing(name: string, code: string, key: string, needed: (step: Step, survey: Survey) => boolean): Operator {
  return {
    name,
    faults: (survey) =>
      survey.steps.flatMap((step) => {
        const gone = field(step, key);
        const edit = gone === undefined || !needed(step, survey) ? null : without(step, gone);
        return edit === null ? [] : [{ edit, code, at: step.at }];
      }),
  };
}

/** Another value in place of those under some keys. */
function valued(
  name: string,
  code: string,
  find: (survey: Survey) => (Field | undefined)[],
  texts: readonly string[],
): Operator {
  return {
    name,
    faults: (survey) =>
      find(survey).flatMap((one) => (one === undefined ? [] : texts.map((text) => here(code, replaced(one, text))))),
  };
}

/** One field more. */
function added(
  name: string,
  code: string,
  fits: (step: Step) => boolean,
  text: string,
  at: "step" | "field" | "value",
): Operator {
  return {
    name,
    faults: ({ steps, source }) =>
      steps.filter(fits).flatMap((step): Fault[] => {
        const more = withField(step, source, text);
        if (more === null) return [];
        return [
          at === "step" ? { edit: more.edit, code, at: step.at } : { edit: more.edit, code, at: 0, into: more.into },
        ];
      }),
  };
}

const kinds =
  (...wanted: string[]) =>
  (step: Step) =>
    wanted.includes(step.kind);
const under = (survey: Survey, key: string, of: readonly string[]) =>
  survey.steps.filter(kinds(...of)).map((step) => field(step, key));
const durations = (survey: Survey) => [
  ...under(survey, "for", ["action"]),
  ...under(survey, "timeout", ["action"]),
  ...under(survey, "wait", ["wait"]),
  ...under(survey, "at-most", ["wait-for", "handoff"]),
];
const declarations = ({ head, source }: Survey): Fields[] =>
  ["variables", "inputs", "outputs"].flatMap((key) =>
    fieldsOf(field(head, key)?.value, source).all.map(({ value }) => fieldsOf(value, source)),
  );
const leased = (step: Step) => capabilityAt(step)?.effect === "contain" && capabilityAt(step)?.reversal !== undefined;
/** A default that goes on may stand for nothing; one with steps was meant for values that have no case. */
const decides = (step: Step) => (step.branches.find(({ key }) => key === "default")?.steps.length ?? 0) > 0;

export const shape: Operator[] = [
  missing("missing else", "playbook.missing-key", "else", kinds("if")),
  missing("missing then", "playbook.missing-key", "then", kinds("if")),
  missing("missing default", "playbook.open-switch", "default", decides),
  missing("missing reason", "playbook.missing-key", "reason", kinds("handoff", "end")),
  missing("loop without a bound", "playbook.missing-key", "at-most", kinds("for-each", "while")),
  missing("wait without an end", "playbook.missing-key", "at-most", kinds("wait-for")),
  missing("question without an end", "playbook.missing-key", "at-most", (step) => field(step, "resume") !== undefined),
  missing("loop without a body", "playbook.missing-key", "do", kinds("for-each", "while")),
  missing("item without a name", "playbook.missing-key", "as", kinds("for-each")),
  missing("containment without an end", "playbook.missing-lease", "for", leased),
  added(
    "lease on what cannot be held",
    "playbook.needless-lease",
    (step) => step.kind === "action" && !leased(step),
    "for: 1h",
    "field",
  ),
  added("step of two kinds", "playbook.no-kind", kinds("action", "if", "set"), "wait: 1m", "step"),
  added(
    "retries without an end",
    "playbook.wrong-value",
    (step) => step.kind === "action" && field(step, "retry") === undefined,
    "retry: { times: 1000 }",
    "field",
  ),
  added(
    "way back that waits",
    "playbook.bad-compensation",
    (step) => leased(step),
    "compensate: [{ wait: 1m }]",
    "field",
  ),
  valued("wrong duration", "playbook.bad-duration", durations, ["8hours", "soon", '"1.5h"']),
  valued("duration out of bounds", "playbook.out-of-bounds", durations, ["400d"]),
  valued("too many rounds", "playbook.wrong-value", (survey) => under(survey, "at-most", ["for-each", "while"]), [
    "100000",
    "0",
    "many",
  ]),
  valued("id that no expression can name", "playbook.bad-id", ({ steps }) => steps.map((step) => field(step, "id")), [
    "Two-Words",
    "in",
  ]),
  valued("branch that is no list", "playbook.wrong-value", (survey) => under(survey, "else", ["if"]), ["go on"]),
  {
    name: "missing key of the playbook",
    faults: ({ head }) =>
      head.all
        .filter(({ key }) => ["title", "description", "maturity", "trigger", "default-queue"].includes(key))
        .flatMap((gone) => {
          const edit = without(head, gone);
          return edit === null ? [] : [{ edit, code: "playbook.missing-key", at: 0 }];
        }),
  },
  {
    name: "missing default of a variable",
    faults: (survey) => {
      const variables = fieldsOf(field(survey.head, "variables")?.value, survey.source).all;
      return variables.flatMap(({ value, from }) => {
        const fields = fieldsOf(value, survey.source);
        const gone = field(fields, "default");
        const edit = gone === undefined ? null : without(fields, gone);
        return edit === null ? [] : [{ edit, code: "playbook.missing-key", at: from }];
      });
    },
  },
  {
    name: "declaration without a type",
    faults: (survey) =>
      declarations(survey).flatMap((fields) => {
        const gone = field(fields, "type") ?? field(fields, "one-of");
        const edit = gone === undefined ? null : without(fields, gone);
        return edit === null ? [] : [{ edit, code: "playbook.no-type", at: fields.at }];
      }),
  },
  valued(
    "unknown type",
    "playbook.unknown-value",
    (survey) => declarations(survey).map((fields) => field(fields, "type")),
    [DECLARED_TYPES.join("-")],
  ),
  {
    name: "missing input",
    faults: ({ steps, source }) =>
      steps.flatMap((step) => {
        const given = fieldsOf(field(step, "with")?.value, source);
        const required = given.all.filter(
          ({ key }) => !(capabilityAt(step)?.input.shape[key]?.safeParse(undefined).success ?? true),
        );
        return required.flatMap((gone): Fault[] => {
          const edit = without(given, gone);
          if (edit !== null) return [{ edit, code: "playbook.missing-input", at: given.at }];
          const whole = field(step, "with");
          return whole === undefined
            ? []
            : [{ edit: replaced(whole, "{}"), code: "playbook.missing-input", at: step.at }];
        });
      }),
  },
  {
    name: "duplicate id",
    faults: ({ steps }) => {
      const ids = steps.flatMap((step) => field(step, "id") ?? []);
      return ids
        .slice(1)
        .map((id, index) => here("playbook.duplicate-id", replaced(id, textOf(ids[index]?.value) ?? "")));
    },
  },
  {
    name: "key that stands twice",
    faults: ({ steps, source }) =>
      steps.flatMap((step) => {
        const [first] = step.all;
        const more =
          first === undefined || step.flow ? null : withField(step, source, source.slice(first.keyAt, first.to));
        return more === null || first?.key === "id" || first?.value === null
          ? []
          : [{ edit: more.edit, code: "playbook.duplicate-key", at: 0, into: more.into }];
      }),
  },
];
