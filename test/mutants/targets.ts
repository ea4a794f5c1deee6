/** Effects on whom they were not meant for, or that can never be done. */
import { replaced, withField } from "./edits.ts";
import { matchesIn } from "./expressions.ts";
import type { Fault } from "./mutant.ts";
import { capabilityAt, here, isContainment, type Operator } from "./operator.ts";
import { type Field, field, fieldsOf, type Step, type Survey, textOf } from "./survey.ts";

/** Of what kind an entity is that a list of keys names. */
const LISTS: Readonly<Record<string, string>> = {
  user: "users",
  device: "devices",
  ip: "ips",
  "access-key": "accessKeys",
};
/** What the sender of an alert writes. */
const FOREIGN = [
  "incident.title",
  "incident.ruleName",
  "incident.entity.name",
  "incident.source",
  "incident.entities[0].name",
  "incident.observables[0].value",
];
/** What a called playbook makes the target of a containment. */
const CALLED: Readonly<Record<string, string>> = { "contain-account": "user", "contain-device": "device" };

/** Targets, with the kind of entity that is wanted there. */
function targetsOf({ steps, source }: Survey): { step: Step; target: Field; type: string; contains: boolean }[] {
  return steps.flatMap((step) => {
    const given = fieldsOf(field(step, "with")?.value, source).all;
    const capability = capabilityAt(step);
    const called = CALLED[textOf(field(step, "playbook")?.value) ?? ""];
    const target = given.find(({ key }) => key === (capability?.target?.field ?? called));
    const type = capability?.target?.type ?? called;
    return target === undefined || type === undefined
      ? []
      : [{ step, target, type, contains: called !== undefined || isContainment(capability) }];
  });
}

export const targets: Operator[] = [
  {
    name: "swapped target",
    faults: (survey) =>
      targetsOf(survey).flatMap(({ target, type }) =>
        Object.entries(LISTS)
          .filter(([kind]) => kind !== type)
          .map(([, list]) => here("playbook.other-entity", replaced(target, `"=incident.${list}[0]"`))),
      ),
  },
  {
    name: "target that an attacker names",
    faults: (survey) =>
      targetsOf(survey)
        .filter(({ contains }) => contains)
        .flatMap(({ target }) =>
          FOREIGN.map((path) => here("playbook.foreign-target", replaced(target, `"=${path}"`))),
        ),
  },
  {
    name: "target that an attacker names, in part",
    faults: (survey) =>
      targetsOf(survey)
        .filter(({ contains, type }) => contains && type !== "ip")
        .map(({ target }) =>
          here("playbook.foreign-target", replaced(target, '"{{ clip(incident.title, 40) }}.example.com"')),
        ),
  },
  {
    name: "loop over what an attacker names",
    faults: (survey) =>
      looped(survey, "playbook.foreign-target", [
        "incident.categories",
        "incident.observables.map(o, o.value)",
        "incident.entities.map(e, e.name)",
      ]),
  },
  {
    name: "loop over entities of another kind",
    faults: (survey) =>
      looped(survey, "playbook.other-entity", ["incident.accessKeys", 'incident.accessKeys.filter(k, k != "")']),
  },
  {
    name: "target that nobody vouches for",
    faults: (survey) =>
      targetsOf(survey).flatMap(({ step, target }) => {
        const asked = step.within.findLast(({ kind }) => kind === "if");
        const condition = asked === undefined ? undefined : field(asked, "if");
        if (capabilityAt(step)?.id !== "network.block-domain" || condition === undefined) return [];
        const span = {
          from: condition.from,
          to: condition.to,
          text: survey.source.slice(condition.from, condition.to),
          step,
        };
        return matchesIn([span], /(?<=steps\.\w+\.)malicious/g).map(
          ({ at, match }): Fault => ({
            edit: { from: at, to: at + match[0].length, text: "known" },
            code: "playbook.foreign-target",
            at: target.from,
          }),
        );
      }),
  },
  {
    name: "reach that the policies forbid",
    faults: (survey) =>
      targetsOf(survey).flatMap(({ step, target }) => {
        const inside: Readonly<Record<string, readonly string[]>> = {
          "network.block-ip": ["10.20.30.40", "192.168.1.1", "127.0.0.1", '"fd00::1"', "169.254.1.1"],
          "network.block-domain": ["intranet", "mail.corp", "files.lan"],
        };
        const own = inside[capabilityAt(step)?.id ?? ""] ?? [];
        return own.map((text) => here("playbook.never-allowed", replaced(target, text)));
      }),
  },
  {
    name: "connection that cannot do it",
    faults: (survey) => connected(survey, "connection: scales", "playbook.unable-connection"),
  },
  {
    name: "connection that is not there",
    faults: (survey) => connected(survey, "connection: nowhere", "playbook.unknown-connection"),
  },
];

/** Another list in a loop whose items are contained: the finding is at the target. */
function looped(survey: Survey, code: string, lists: readonly string[]): Fault[] {
  return targetsOf(survey).flatMap(({ step, target, contains }) => {
    const loop = step.within.findLast(({ kind }) => kind === "for-each");
    const list = loop === undefined ? undefined : field(loop, "for-each");
    const item = loop === undefined ? null : textOf(field(loop, "as")?.value);
    // Where intelligence vouches for the item itself, it may come from anywhere.
    const vouched = step.within.some((around) => textOf(field(around, "if")?.value)?.includes(".malicious"));
    if (!contains || vouched || list === undefined || textOf(target.value) !== `=each.${item}`) return [];
    return lists.map((text) => ({ edit: replaced(list, text), code, at: target.from }));
  });
}

/** Actions with a connection by name; the finding is where it stands. */
function connected({ steps, source }: Survey, text: string, code: string): Fault[] {
  return steps.flatMap((step): Fault[] => {
    const named = field(step, "connection");
    if (step.kind !== "action") return [];
    if (named !== undefined) return [here(code, replaced(named, text.slice("connection: ".length)))];
    const more = withField(step, source, text);
    return more === null ? [] : [{ edit: more.edit, code, at: 0, into: more.into }];
  });
}
