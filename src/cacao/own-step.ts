/** A step that was exported from here, found again in its extension. */

import type { WrittenBranch, WrittenCase, WrittenStep } from "../playbook/written-form.ts";
import { EXTENSION } from "./cacao-id.ts";
import type { CacaoStep } from "./document.ts";
import { KINDS, kindOf } from "./kinds.ts";

/** Reads the branch that begins with a step, up to the branch's own end. */
export type ReadInside = (id: string | undefined) => WrittenStep[];

/** The step without its branches; null when this step carries none of ours. The checker judges it with all the others. */
export function ownStep(step: CacaoStep): WrittenStep | null {
  const own = (step.step_extensions?.[EXTENSION] as { step?: unknown } | undefined)?.step;
  if (typeof own !== "object" || own === null || Array.isArray(own)) return null;
  const written = own as WrittenStep;
  const kind = kindOf(written);
  return kind !== undefined && KINDS[kind].cacao === step.type ? written : null;
}

/** The step with the branches inside it. */
export function withInside(own: WrittenStep, step: CacaoStep, read: ReadInside): WrittenStep {
  switch (kindOf(own)) {
    case "if":
      // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a step.
      return { ...own, then: read(step.on_true), else: read(step.on_false) };
    case "while":
    case "for-each":
      return { ...own, do: read(step.on_true) };
    case "switch": {
      const named = listOf<{ equals: WrittenCase["equals"]; key: string }>(own.cases);
      const cases = named.map(({ equals, key }) => ({ equals, steps: read(step.cases?.[key]) }));
      const otherwise = step.cases?.default;
      return { ...own, cases, ...(otherwise === undefined ? {} : { default: read(otherwise) }) };
    }
    case "parallel": {
      const parallel = listOf<string>(own.parallel).map(
        (name, index): WrittenBranch => ({ name: String(name), steps: read(step.next_steps?.[index]) }),
      );
      return { ...own, parallel };
    }
    default:
      return own;
  }
}

function listOf<T>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}
