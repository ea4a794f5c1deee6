/** What becomes of a playbook's cases when each of their actions fails in each way that it can: every run still has an end that can be told. */
import { isCordonError } from "../errors.ts";
import type { Program } from "./program.ts";
import { simulateCase } from "./run-cases.ts";
import type { PlaybookCase, WrittenAnswer } from "./test-file.ts";

/** No for good, no for the moment that outlasts all tries, and an outcome that nobody expected. */
const WAYS: Readonly<Record<string, WrittenAnswer>> = {
  "is refused": { refused: true },
  "cannot be reached": { error: { root: "transient", code: "connector.unreachable" } },
  "does not work as it should": { error: { root: "defect", code: "connector.unexpected" } },
};

export interface InjectedFailure {
  case: string;
  /** The action that fails, by step id. */
  step: string;
  how: string;
  /** A disposition or "handoff"; the error's message where the run came to no end. */
  outcome: string;
  ended: boolean;
}

/** Every case again for every action it asks for, with that action failing. Whom the case does not answer for says nothing then. */
export function injectFailures(program: Program, cases: readonly PlaybookCase[]): InjectedFailure[] {
  const asking = Object.values(program.nodes).filter(({ kind }) => kind === "form" || kind === "wait-for");
  const silence = Object.fromEntries(asking.map(({ id }): [string, WrittenAnswer] => [id, { timeout: true }]));
  return cases.flatMap((written) => {
    const steps = new Set(simulateCase(program, written).asked.map(({ step }) => step));
    return [...steps].flatMap((step) =>
      Object.entries(WAYS).map(([how, answer]) => {
        const answers = { ...silence, ...written.answers, [step]: answer };
        return { case: written.name, step, how, ...endOf(program, { ...written, answers }) };
      }),
    );
  });
}

function endOf(program: Program, written: PlaybookCase): Pick<InjectedFailure, "outcome" | "ended"> {
  try {
    const { ending } = simulateCase(program, written);
    return { outcome: ending?.kind === "end" ? ending.disposition : "handoff", ended: ending !== null };
  } catch (error) {
    if (!isCordonError(error)) throw error;
    return { outcome: error.message, ended: false };
  }
}
