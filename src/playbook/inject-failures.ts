/** What becomes of a playbook's cases when each of their actions fails in each way that it can: every run still has an end that can be told. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { isCordonError } from "../errors.ts";
import { blankOutput } from "./blank-answer.ts";
import type { Program } from "./program.ts";
import { simulateCase } from "./run-cases.ts";
import type { PlaybookCase, WrittenAnswer } from "./test-file.ts";

type Asked = ReturnType<typeof simulateCase>["asked"][number];

/** No for good, no for the moment that outlasts all tries, silence, an outcome that nobody expected, and an answer with nothing in it. */
export type FailureWay = "refused" | "unreachable" | "silent" | "broken" | "empty";

const WAYS: Readonly<Record<FailureWay, { how: string; answer(asked: Asked): WrittenAnswer }>> = {
  refused: { how: "is refused", answer: () => ({ refused: true }) },
  unreachable: {
    how: "cannot be reached",
    answer: () => ({ error: { root: "transient", code: "connector.unreachable" } }),
  },
  silent: {
    how: "does not answer in time",
    answer: () => ({ error: { root: "transient", code: "connector.timeout" } }),
  },
  broken: {
    how: "does not work as it should",
    answer: () => ({ error: { root: "defect", code: "connector.unexpected" } }),
  },
  empty: {
    how: "answers with nothing in it",
    answer: ({ capability }) => blankOutput(capabilities.get(capability)!.output),
  },
};

export interface InjectedFailure {
  case: string;
  /** The action that fails, by step id. */
  step: string;
  way: FailureWay;
  /** The way in words, behind the step's name. */
  how: string;
  /** What it answers, as a case would write it. */
  answer: WrittenAnswer;
  /** A disposition or "handoff"; the error's message where the run came to no end. */
  outcome: string;
  ended: boolean;
}

/** Every case again for every action it asks for, with that action failing. Whom the case does not answer for says nothing then. */
export function injectFailures(program: Program, cases: readonly PlaybookCase[]): InjectedFailure[] {
  return cases.flatMap((written) => failuresOfCase(program, written));
}

/** Those of one case, for who has other things to do in between. */
export function failuresOfCase(program: Program, written: PlaybookCase): InjectedFailure[] {
  const asking = Object.values(program.nodes).filter(({ kind }) => kind === "form" || kind === "wait-for");
  const silence = Object.fromEntries(asking.map(({ id }): [string, WrittenAnswer] => [id, { timeout: true }]));
  const asked = new Map(simulateCase(program, written).asked.map((one) => [one.step, one]));
  return [...asked].flatMap(([step, one]) =>
    Object.entries(WAYS).map(([way, { how, answer: answerOf }]) => {
      const answer = answerOf(one);
      const answers = { ...silence, ...written.answers, [step]: answer };
      const end = endOf(program, { ...written, answers });
      return { case: written.name, step, way: way as FailureWay, how, answer, ...end };
    }),
  );
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
