import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../test/support/dice.ts";
import { randomPrograms } from "../../test/support/random-playbook.ts";
import { randomRun } from "../../test/support/random-run.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { AnswerBook } from "./answer-book.ts";
import { pastRun, whatCameOf } from "./backtest-run.ts";
import type { Program } from "./program.ts";
import { type RecordedRun, recall } from "./recall.ts";
import type { StepRecord, Transition } from "./state.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 100);
const facts = fillFacts({ ips: ["192.0.2.1", "192.0.2.2"] });

const isStraight = ({ nodes }: Program) => Object.values(nodes).every(({ kind }) => kind !== "parallel");

function recordOf(program: Program, seed: number): { recorded: RecordedRun; ended: boolean } {
  const { moves, state } = randomRun(program, facts, numbersOf(seed));
  const lines = moves.flatMap((move) => (JSON.parse(move) as Transition).records);
  const { ending } = state;
  const error = ending?.kind === "handoff" ? ending.error : null;
  return {
    recorded: { programId: "1", status: "done", outcome: null, error, lines },
    ended: ending !== null && moves.length < 400,
  };
}

describe("a run of the past", { timeout: 120_000 }, () => {
  test("goes again as its record says, whatever its program and its luck", () => {
    const parallel = { tried: 0, told: 0 };
    fc.assert(
      fc.property(randomPrograms, fc.integer(), (program, seed) => {
        const { recorded, ended } = recordOf(program, seed);
        if (!ended) return;
        const { run, told } = recall(program, facts, recorded, new AnswerBook());
        if (isStraight(program)) expect({ told, ended: run.ending !== null }).toEqual({ told: true, ended: true });
        else {
          parallel.tried += 1;
          parallel.told += told ? 1 : 0;
        }
      }),
      { numRuns: RUNS },
    );
    // When a branch was cut off is not recorded: a run that says less than its record is told apart.
    expect(parallel.told).toBeGreaterThanOrEqual(parallel.tried * 0.9);
  });

  test("is what its program would do again with the answers of that time", () => {
    fc.assert(
      fc.property(randomPrograms, fc.integer(), (program, seed) => {
        const { recorded, ended } = recordOf(program, seed);
        if (!ended || !isStraight(program)) return;
        const book = new AnswerBook();
        const { run } = recall(program, facts, recorded, book);
        expect(pastRun(program, facts, book)).toMatchObject({ ...whatCameOf(run), byWording: 0, assumed: 0 });
      }),
      { numRuns: RUNS },
    );
  });

  test("is known up to where its record is cut", () => {
    fc.assert(
      fc.property(randomPrograms, fc.integer(), fc.nat(), (program, seed, cut) => {
        if (!isStraight(program)) return;
        const { recorded } = recordOf(program, seed);
        const lines = recorded.lines.slice(0, cut % (recorded.lines.length + 1));
        const { run } = recall(program, facts, { ...recorded, lines }, new AnswerBook());
        const steps = (of: readonly StepRecord[]) => of.slice(0, lines.length).map(({ step }) => step);
        expect(steps(run.records)).toEqual(steps(lines));
      }),
      { numRuns: RUNS },
    );
  });
});
