import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../test/support/dice.ts";
import { randomPrograms } from "../../test/support/random-playbook.ts";
import { randomRun } from "../../test/support/random-run.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { stateFrom } from "./go-on-from.ts";
import type { Program } from "./program.ts";
import { type RecordedRun, recall } from "./recall.ts";
import type { Transition } from "./state.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 100);
const NOW = Date.parse("2026-11-01T10:00:00Z");
const facts = fillFacts({ ips: ["192.0.2.1", "192.0.2.2"] });
const nothing = { note: () => {} };

const isStraight = ({ nodes }: Program) => Object.values(nodes).every(({ kind }) => kind !== "parallel");

function isTakenBack(step: string, after: RecordedRun["lines"]): boolean {
  const compensates = (at: string) => at.includes(".compensate-");
  return compensates(step) || after.some((line) => compensates(line.step) && line.status === "succeeded");
}

function recordOf(program: Program, seed: number): RecordedRun | null {
  const { moves, state } = randomRun(program, facts, numbersOf(seed));
  const lines = moves.flatMap((move) => (JSON.parse(move) as Transition).records);
  const { ending } = state;
  if (ending === null || moves.length >= 400) return null;
  const error = ending.kind === "handoff" ? ending.error : null;
  return { programId: "1", status: "done", outcome: "handoff", error, lines };
}

describe("a run that goes on from one of its steps", { timeout: 120_000 }, () => {
  test("stands there as it stood, with its clocks set to now, or says why it cannot", () => {
    let stood = 0;
    fc.assert(
      fc.property(randomPrograms, fc.integer(), (program, seed) => {
        const recorded = recordOf(program, seed);
        if (recorded === null || !isStraight(program)) return;
        for (const [step, moment] of recall(program, facts, recorded, nothing).moments) {
          const takenBack = isTakenBack(step, recorded.lines.slice(moment.recorded));
          const go = () => stateFrom(program, facts, recorded, step, NOW);
          if (takenBack) {
            expect(go).toThrow(/taken back/);
            continue;
          }
          const { tokens, ending } = go();
          expect({ at: tokens.map(({ node }) => node), ending }).toEqual({ at: [step], ending: null });
          for (const { deadline } of tokens) expect(deadline ?? NOW).toBeGreaterThanOrEqual(NOW);
          stood += 1;
        }
      }),
      { numRuns: RUNS },
    );
    expect(stood).toBeGreaterThan(RUNS / 10);
  });

  test("and its record that goes on below is understood, so that it can go on once more", () => {
    let understood = 0;
    fc.assert(
      fc.property(randomPrograms, fc.integer(), (program, seed) => {
        const recorded = recordOf(program, seed);
        if (recorded === null || !isStraight(program)) return;
        for (const [step, { recorded: before }] of recall(program, facts, recorded, nothing).moments) {
          const after = recorded.lines.slice(before);
          // Where the first step of all is come to again in a later round, the record cannot tell it from starting over.
          if (isTakenBack(step, after)) continue;
          if (after.length === 0 || after[0]!.step !== step || (recorded.lines[0]!.step === step && before > 0))
            continue;
          const longer = { ...recorded, lines: [...recorded.lines, ...after] };
          expect(recall(program, facts, longer, nothing).told, `${step} of ${JSON.stringify(recorded.lines)}`).toBe(
            true,
          );
          understood += 1;
        }
      }),
      { numRuns: RUNS },
    );
    expect(understood).toBeGreaterThan(RUNS / 20);
  });
});
