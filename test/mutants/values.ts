/** Values of the wrong type, and texts that say what they must not. */
import { replaced } from "./edits.ts";
import { expressionsOf, expressionsOfStep, matchesIn, scalarsIn } from "./expressions.ts";
import type { Fault } from "./mutant.ts";
import { capabilityAt, here, type Operator } from "./operator.ts";
import { type Field, field, fieldsOf, type Survey, textOf } from "./survey.ts";

/** Another expression in place of those under a key. */
function instead(
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

/** Something else in place of what a pattern finds in an expression; the finding is where that begins. */
function within(name: string, code: string, pattern: RegExp, text: (found: string) => string): Operator {
  return {
    name,
    faults: (survey) =>
      matchesIn(expressionsOf(survey), pattern).map(
        ({ at, match }): Fault => ({
          edit: { from: at, to: at + match[0].length, text: text(match[0]) },
          code,
          at,
        }),
      ),
  };
}

/** Inputs whose text may be anything: a number in their place is of the wrong type. */
const texts = ({ steps, source }: Survey) =>
  steps.flatMap((step) => {
    const given = fieldsOf(field(step, "with")?.value, source).all;
    return given.filter(
      ({ key, value }) =>
        textOf(value) !== null &&
        ["user", "device", "key", "text", "subject", "body", "reason"].includes(key) &&
        capabilityAt(step) !== undefined,
    );
  });
const conditions = ({ steps }: Survey) => steps.flatMap((step) => [field(step, "if"), field(step, "while")]);

/** The whole of an expression in a text. */
const NUMBER = /(?<=^\{\{ )incident\.number(?= \}\}$)/g;

/** What must never stand in a playbook; none of them is one. */
const SECRETS = [
  "Bearer abcdefghijklmnopqrstuvwxyz012345",
  "https://cordon:hunter2hunter2@siem.example.com/",
  "AKIAABCDEFGHIJKLMNOP",
  "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
  "-----BEGIN RSA PRIVATE KEY-----",
];

export const values: Operator[] = [
  instead("condition that is no condition", "playbook.no-condition", conditions, [
    "incident.title",
    "incident.severityId",
  ]),
  instead("loop over no list", "playbook.wrong-type", ({ steps }) => steps.map((step) => field(step, "for-each")), [
    "incident.number",
    "incident.title",
  ]),
  instead("number where text is wanted", "playbook.wrong-type", texts, ['"=incident.severityId"']),
  instead("list where text is wanted", "playbook.wrong-type", texts, ['"=incident.techniques"']),
  instead("constant of the wrong type", "playbook.wrong-value", texts, ["42", "true", "[a, b]"]),
  instead(
    "default of another type",
    "playbook.wrong-value",
    ({ head, source }) =>
      fieldsOf(field(head, "variables")?.value, source).all.map(({ value }) =>
        field(fieldsOf(value, source), "default"),
      ),
    ["{ a: 1 }"],
  ),
  instead(
    "variable set to another type",
    "playbook.wrong-type",
    ({ steps, source }) => steps.flatMap((step) => fieldsOf(field(step, "set")?.value, source).all),
    ['"=incident.entity"'],
  ),
  within(
    "number compared with text",
    "expression.wrong-type",
    /\bincident\.severityId >= (?=4)/g,
    (found) => `${found}"a" + `,
  ),
  within(
    "words where a number is",
    "expression.wrong-arguments",
    /\bsize\((?=incident\.|vars\.)/g,
    (found) => `${found}1, `,
  ),
  within("open braces", "expression.open-braces", /^\{\{.*\}\}$/gs, (found) => found.slice(0, -2)),
  within("open bracket", "expression.syntax", /\)$/g, () => ""),
  within("pattern that is none", "expression.bad-pattern", /(?<=rx\([\w.]+, ")\^(?=\()/g, () => "^(("),
  within("network that is none", "expression.bad-range", /(?<=cidr\([^"]*")10\.0\.0\.0(?=\/8")/g, () => "10.0.0.999"),
  {
    name: "item of no loop",
    faults: (survey) => {
      const loops = survey.steps.some(({ kind }) => kind === "for-each");
      const code = loops ? "expression.unknown-field" : "expression.unknown-name";
      return matchesIn(expressionsOf(survey), NUMBER).map(
        ({ at, match }): Fault => ({
          edit: { from: at, to: at + match[0].length, text: "each.nobody" },
          code,
          at,
        }),
      );
    },
  },
  {
    name: "item used outside its loop",
    faults: ({ steps, source }) => {
      const items = steps.flatMap((step) => textOf(field(step, "as")?.value) ?? []);
      const free = steps.filter(
        (step) => step.within.every(({ kind }) => kind !== "for-each") && step.kind !== "for-each",
      );
      const numbers = matchesIn(
        free.flatMap((step) => expressionsOfStep(step, source)),
        NUMBER,
      );
      return items.slice(0, 1).flatMap((item) =>
        numbers.map(
          ({ at, match }): Fault => ({
            edit: { from: at, to: at + match[0].length, text: `each.${item}` },
            code: "playbook.item-outside",
            at,
          }),
        ),
      );
    },
  },
  { name: "secret in a title or a question", faults: secretElsewhere },
  {
    name: "secret in a message",
    faults: ({ steps, source }) =>
      steps
        .flatMap((step) => [...scalarsIn(field(step, "with")?.value), ...scalarsIn(field(step, "reason")?.value)])
        .flatMap((node, index) =>
          secretIn(node.range?.[0] ?? 0, node.range?.[1] ?? 0, source, SECRETS[index % SECRETS.length] ?? ""),
        ),
  },
];

/** A secret in what is no message and still read: titles, questions and descriptions. */
function secretElsewhere({ head, steps, source }: Survey): Fault[] {
  const shown = [head, ...steps].flatMap((fields) =>
    ["title", "description", "questions", "resume"].flatMap((key) => scalarsIn(field(fields, key)?.value)),
  );
  return shown.flatMap((node, index) =>
    secretIn(node.range?.[0] ?? 0, node.range?.[1] ?? 0, source, SECRETS[index % SECRETS.length] ?? ""),
  );
}

/** A secret behind the first word of a text that is no expression. */
function secretIn(from: number, to: number, source: string, secret: string): Fault[] {
  const text = source.slice(from, to);
  if (/^["']?=/.test(text)) return [];
  const word = /(?<=[\w.,]) (?=\w)/.exec(text);
  if (word === null || /\{\{[^}]*$/.test(text.slice(0, word.index))) return [];
  const at = from + word.index;
  return [{ edit: { from: at, to: at, text: ` ${secret}` }, code: "playbook.written-secret", at, into: 1 }];
}
