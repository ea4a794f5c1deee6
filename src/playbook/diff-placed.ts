/** The steps of a playbook as a comparison sees them: each with where it stands, what it says and what lies below it. */
import { canonicalJson } from "../ids.ts";
import { settingsOf } from "./diff-settings.ts";
import { type Branch, type PlaybookTree, type Step, stepsIn } from "./tree.ts";

export interface Placed {
  step: Step;
  /** The step around it, and which of its ways; null for those of the playbook itself. */
  parent: Placed | null;
  way: string;
  /** Among those on the same way, and among all. */
  index: number;
  position: number;
  settings: ReadonlyMap<string, string>;
  /** What it says itself, and that with everything below: equal texts are equal steps. Ids are no part of them. */
  own: string;
  whole: string;
  guards: Guard[];
}

/** A step that decides whether another is come to: one around it, by the way it lies on, or one before it at which a run may end or asks people. */
export interface Guard {
  by: Placed;
  way: string;
}

/** Every step, in the order they are written. */
export function placedSteps(tree: PlaybookTree): Placed[] {
  const all: Placed[] = [];
  place(tree.steps, { parent: null, way: "steps", guards: [] }, all);
  return all;
}

function place(branch: Branch, at: Pick<Placed, "parent" | "way" | "guards">, all: Placed[]): void {
  let guards = at.guards;
  for (const [index, step] of branch.steps.entries()) {
    const settings = settingsOf(step);
    const own = canonicalJson([step.kind, [...settings]]);
    const position = all.length;
    const placed: Placed = { step, ...at, index, position, settings, own, whole: wholeOf(step), guards };
    all.push(placed);
    for (const { way, branch: below } of namedWays(step)) {
      const inside = decides(step) ? [...guards, { by: placed, way }] : guards;
      place(below, { parent: placed, way, guards: inside }, all);
    }
    if (holdsUp(step)) guards = [...guards, { by: placed, way: "" }];
  }
}

function wholeOf(step: Step): string {
  const below = namedWays(step).map(({ way, branch }) => [way, branch.steps.map(wholeOf)]);
  return canonicalJson([step.kind, [...settingsOf(step)], below]);
}

function decides({ kind }: Step): boolean {
  return kind === "if" || kind === "switch" || kind === "while";
}

/** Whether what comes after it is not come to in every case. */
function holdsUp(step: Step): boolean {
  if (step.kind === "handoff") return step.form !== null;
  if (!decides(step)) return false;
  const ends = ({ kind, ...rest }: Step) =>
    kind === "end" || (kind === "handoff" && "form" in rest && rest.form === null);
  return namedWays(step).some(({ branch }) => [...stepsIn(branch)].some(ends));
}

/** The branches below a step, by the keys they are written under. */
export function namedWays(step: Step): { way: string; branch: Branch }[] {
  const maybe = (way: string, branch: Branch | null) => (branch === null ? [] : [{ way, branch }]);
  switch (step.kind) {
    case "action":
      return [...maybe("on-failure", step.onFailure), ...maybe("compensate", step.compensate)];
    case "if":
      return [
        { way: "then", branch: step.then },
        { way: "else", branch: step.else },
      ];
    case "switch":
      return [
        ...step.cases.map(({ equals, branch }) => ({ way: `case ${JSON.stringify(equals.value)}`, branch })),
        ...maybe("default", step.default),
      ];
    case "parallel":
      return step.branches.map(({ name, branch }) => ({ way: `branch ${name}`, branch }));
    case "while":
    case "for-each":
      return [{ way: "do", branch: step.do }, ...maybe("on-limit", step.onLimit)];
    case "wait-for":
    case "handoff":
      return maybe("on-timeout", step.onTimeout);
    case "playbook":
      return maybe("on-failure", step.onFailure);
    default:
      return [];
  }
}
