/** What holds for every program: the stepper is a function of what was recorded. `npm run test:replay` gives the heavy dose. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../test/support/dice.ts";
import { randomPrograms } from "../../test/support/random-playbook.ts";
import { randomRun } from "../../test/support/random-run.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { initialState, type RunState } from "./state.ts";
import { advance } from "./step.ts";

const RUNS_EACH = 10;
const RUNS = Number(process.env.CORDON_REPLAY_RUNS ?? 200);
const facts = fillFacts({ ips: ["192.0.2.1", "192.0.2.2"] });

const seeds = fc.array(fc.integer(), { minLength: RUNS_EACH, maxLength: RUNS_EACH });
const numRuns = Math.ceil(RUNS / RUNS_EACH);
const patience = { timeout: 60_000 + RUNS * 100 };

describe("runs of any program", () => {
  test(`are replayed move by move from their events (${RUNS} runs)`, patience, () => {
    fc.assert(
      fc.property(randomPrograms, seeds, (program, all) => {
        for (const seed of all) {
          const { events, moves } = randomRun(program, facts, numbersOf(seed));
          let state: RunState = initialState;
          events.forEach((event, index) => {
            const move = advance(program, facts, JSON.parse(JSON.stringify(state)), event);
            if (JSON.stringify(move) !== moves[index]) expect(JSON.stringify(move)).toBe(moves[index]);
            state = move.state;
          });
        }
      }),
      { numRuns },
    );
  });

  test("ask for one thing under one key, and keep a state that does not grow with their rounds", patience, () => {
    fc.assert(
      fc.property(randomPrograms, fc.integer(), (program, seed) => {
        const { wishes, state } = randomRun(program, facts, numbersOf(seed));
        const wanted = new Map<string, string>();
        for (const work of wishes) {
          const what = work.kind === "action" ? `${work.node} ${JSON.stringify(work.input)}` : work.node;
          expect(wanted.get(work.key) ?? what, "the same key is the same wish").toBe(what);
          wanted.set(work.key, what);
        }
        const steps = Object.keys(program.nodes).length;
        expect(JSON.stringify({ ...state, undo: [] }).length).toBeLessThan(2_000 + steps * 1_000);
      }),
      { numRuns },
    );
  });

  test("come to an end, or wait for somebody", patience, () => {
    fc.assert(
      fc.property(randomPrograms, fc.integer(), (program, seed) => {
        const { state, moves } = randomRun(program, facts, numbersOf(seed));
        expect(state.ending !== null || state.tokens.length > 0 || moves.length === 400).toBe(true);
      }),
      { numRuns },
    );
  });
});
