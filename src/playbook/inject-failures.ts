/** What becomes of a playbook's cases when each of their actions fails in each way that it can: every run still has an end that can be told. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { isCordonError } from "../errors.ts";
import { blankOutput } from "./blank-answer.ts";
import type { Program } from "./program.ts";
import { simulateCase } from "./run-cases.ts";
import type { PlaybookCase, WrittenAnswer } from "./test-file.ts";

type Asked = ReturnType<typeof simulateCase>["asked"][number];

/** No for good, no for the moment that outlasts all tries, silence, an outcome that nobody expected, and an answer with nothing in it. */
const WAYS: Readonly<Record<string, (asked: Asked) => WrittenAnswer>> = {
  "is refused": () => ({ refused: true }),
  "cannot be reached": () => ({ error: { root: "transient", code: "connector.unreachable" } }),
  "does not answer in time": () => ({ error: { root: "transient", code: "connector.timeout" } }),
  "does not work as it should": () => ({ error: { root: "defect", code: "connector.unexpected" } }),
  "answers with nothing in it": ({ capability }) => blankOutput(capabilities.get(capability)!.output),
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
    const asked = new Map(simulateCase(program, written).asked.map((one) => [one.step, one]));
    return [...asked].flatMap(([step, one]) =>
      Object.entries(WAYS).map(([how, answer]) => {
        const answers = { ...silence, ...written.answers, [step]: answer(one) };
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
