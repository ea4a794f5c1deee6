/** Runs the cases of a playbook's test file, and says in words how a run differs from what was expected. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import { InputError, isCordonError } from "../errors.ts";
import { didYouMean } from "../expression/nearest.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { blankOutput } from "./blank-answer.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import type { Asked } from "./driven-run.ts";
import type { FindingPlace } from "./finding.ts";
import type { Program } from "./program.ts";
import { type Answer, type Simulation, simulate } from "./simulate.ts";
import type { StepRecord, Work } from "./state.ts";
import type { PlaybookCase, WrittenAnswer } from "./test-file.ts";

export interface CaseResult {
  name: string;
  place: FindingPlace;
  /** Empty when the case passed. */
  differences: string[];
}

export interface CaseReport {
  passed: boolean;
  cases: CaseResult[];
  coverage: Coverage;
}

/** Runs all cases; a case that cannot be run has that as its difference. */
export function runCases(program: Program, cases: readonly PlaybookCase[]): CaseReport {
  const runs = newCaseRuns(program);
  for (const each of cases) runs.run(each);
  return runs.report();
}

/** Runs cases one at a time, for who has other things to do in between. */
export function newCaseRuns(program: Program): { run(written: PlaybookCase): void; report(): CaseReport } {
  const runs: Simulation[] = [];
  const cases: CaseResult[] = [];
  return {
    run: (written) => {
      const { name, place } = written;
      cases.push({ name, place, differences: runCase(program, written, runs) });
    },
    report: () => ({
      passed: cases.every((result) => result.differences.length === 0),
      cases,
      coverage: coverageOf(
        program,
        runs.map((run) => run.records),
      ),
    }),
  };
}

function runCase(program: Program, written: PlaybookCase, runs: Simulation[]): string[] {
  const names = [...program.capabilities, ...Object.keys(program.nodes)];
  const stray = Object.keys(written.answers).filter((name) => !names.includes(name));
  if (stray.length > 0)
    return stray.map(
      (name) => `answers "${name}", which is no step and no capability of the playbook; ${didYouMean(name, names)}`,
    );
  try {
    const run = simulateCase(program, written);
    runs.push(run);
    return differences(run, written.expect);
  } catch (error) {
    if (isCordonError(error)) return [error.message];
    throw error;
  }
}

/** The run of one case. Throws InputError when it cannot be run as it is written. */
export function simulateCase(program: Program, { incident, answers, inputs }: PlaybookCase): Simulation {
  const taken = new Map<string, number>();
  const answer = (work: Work) => answerTo(work, nextAnswer(work, answers, taken));
  return simulate(program, fillFacts(incident), answer, inputs);
}

/** What the case answers, from its first answer on. Effects that it does not name succeed. */
export function answersOf({ answers }: Pick<PlaybookCase, "answers">): (work: Work) => Answer {
  const taken = new Map<string, number>();
  return (work) => answerTo(work, nextAnswer(work, answers, taken));
}

/** The answer whose turn it is, by step or by capability. */
function nextAnswer(
  work: Work,
  answers: PlaybookCase["answers"],
  taken: Map<string, number>,
): WrittenAnswer | undefined {
  const names = work.kind === "action" ? [work.node, work.capability] : [work.node];
  const name = names.find((each) => answers[each] !== undefined);
  const written = name === undefined ? undefined : answers[name];
  if (name === undefined || !Array.isArray(written)) return written as WrittenAnswer | undefined;
  const turn = taken.get(name) ?? 0;
  taken.set(name, turn + 1);
  return written[Math.min(turn, written.length - 1)];
}

function answerTo(work: Work, written: WrittenAnswer | undefined): Answer {
  return written === undefined ? withoutAnswer(work) : givenAnswer(written);
}

/** What was written as an answer, as a run is given it. */
export function givenAnswer(written: WrittenAnswer): Answer {
  if ("timeout" in written && written.timeout === true) return { silence: true };
  if ("refused" in written && written.refused === true)
    return { error: { root: "refused", code: "guard.refused", message: "The guard said no." } };
  const error =
    "error" in written
      ? (written.error as { root: "input" | "transient" | "refused" | "defect"; code: string })
      : undefined;
  if (error !== undefined) return { error: { ...error, message: `${error.code} (as the case says)` } };
  return { output: written as Record<string, unknown> };
}

/** Effects succeed by themselves; what tells the playbook something does not. */
function withoutAnswer(work: Work): Answer {
  const capability = work.kind === "action" ? capabilities.get(work.capability) : undefined;
  if (capability !== undefined && capability.effect !== "observe") return { output: blankOutput(capability.output) };
  const what = work.kind === "action" ? work.capability : work.kind === "form" ? "a form" : "a wait";
  const message = `the case gives no answer for ${work.node} (${what})`;
  if (work.kind !== "action") throw new InputError("playbook.no-answer", message);
  return { error: { root: "defect", code: "playbook.no-answer", message } };
}

function differences(run: Simulation, expected: PlaybookCase["expect"]): string[] {
  const found: string[] = [];
  const compare = (what: string, is: string, should: string | undefined) => {
    if (should !== undefined && is !== should)
      found.push(`${what} is ${is || "nothing"}, expected ${should || "nothing"}`);
  };
  const outcome =
    run.ending === null ? "not-triggered" : run.ending.kind === "end" ? run.ending.disposition : "handoff";
  compare("the outcome", outcome, expected.outcome);
  compare("the queue", run.ending?.kind === "handoff" ? run.ending.queue : "", expected.queue);
  compare("the status", run.ending?.kind === "end" ? run.ending.status : "", expected.status);
  compare("the path", pathOf(run).join(" → "), expected.path?.join(" → "));
  const effects = run.asked.filter((asked) => asked.effect !== "observe");
  compare("the list of effects", effects.map(effectText).join(", "), expected.effects?.map(effectText).join(", "));
  const reason = run.ending?.reason ?? "";
  if (expected.reason !== undefined && !reason.includes(expected.reason))
    found.push(`the reason is "${reason}", expected it to contain "${expected.reason}"`);
  if (found.length > 0 && run.ending?.kind === "handoff" && run.ending.error !== null)
    found.push(`it was handed over because: ${run.ending.reason}`);
  return found;
}

/** The steps passed, in order, by the ids that people gave; the compiler's own hold a hyphen or a dot. */
export function pathOf(run: { records: readonly StepRecord[] }): string[] {
  const steps = run.records.map((record) => record.step).filter((step) => /^\w+$/.test(step));
  return steps.filter((step, index) => step !== steps[index - 1]);
}

function effectText(effect: Pick<Asked, "capability"> & { target?: string | null | undefined }): string {
  return effect.target === undefined || effect.target === null
    ? effect.capability
    : `${effect.capability} ${effect.target}`;
}
