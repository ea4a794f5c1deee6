/** The one table of which step of ours is which of CACAO's (CACAO 2.0, section 4). */
import type { STEP_KEYS } from "../playbook/parse-step.ts";
import type { WrittenCase, WrittenStep } from "../playbook/written-form.ts";
import type { CacaoStep } from "./document.ts";

export type Kind = keyof typeof STEP_KEYS;

export interface KindMapping {
  cacao: CacaoStep["type"];
  /** Branches that end in an end step of their own, and then `on_completion` goes on: our key, and where CACAO keeps the first step. */
  inside: Readonly<Record<string, "on_true" | "on_false" | "cases" | "next_steps">>;
  /** The branch that `on_failure` leads to, and that leads on to the next step by itself. */
  failure: string | null;
}

const plain = (cacao: CacaoStep["type"], failure: string | null = null): KindMapping => ({
  cacao,
  inside: {},
  failure,
});

export const KINDS: Readonly<Record<Kind, KindMapping>> = {
  action: plain("action", "on-failure"),
  set: plain("action"),
  wait: plain("action"),
  "wait-for": plain("action", "on-timeout"),
  handoff: plain("action", "on-timeout"),
  playbook: plain("playbook-action", "on-failure"),
  // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a mapping.
  if: { cacao: "if-condition", inside: { then: "on_true", else: "on_false" }, failure: null },
  switch: { cacao: "switch-condition", inside: { cases: "cases", default: "cases" }, failure: null },
  while: { cacao: "while-condition", inside: { do: "on_true" }, failure: null },
  "for-each": { cacao: "while-condition", inside: { do: "on_true" }, failure: null },
  parallel: { cacao: "parallel", inside: { parallel: "next_steps" }, failure: null },
  end: plain("end"),
};

/** The kind of a written step: the one kind whose name is among its keys. A switch may have a key of another kind's name in its cases only. */
export function kindOf(step: WrittenStep): Kind {
  return (Object.keys(KINDS) as Kind[]).find((kind) => Object.hasOwn(step, kind)) as Kind;
}

/** True for a step that nothing follows. */
export function isLast(step: WrittenStep): boolean {
  const kind = kindOf(step);
  return kind === "end" || (kind === "handoff" && step.resume === undefined);
}

/** True for steps that end on every way through them. */
export function endsAlways(steps: readonly WrittenStep[]): boolean {
  const last = steps.at(-1);
  if (last === undefined) return false;
  if (isLast(last)) return true;
  const branches =
    kindOf(last) === "if"
      ? [last.then, last.else]
      : kindOf(last) === "switch"
        ? [
            ...(last.cases as WrittenCase[]).map((each) => each.steps),
            ...(last.default === undefined ? [] : [last.default]),
          ]
        : [];
  return branches.length > 0 && branches.every((branch) => endsAlways(branch as WrittenStep[]));
}
