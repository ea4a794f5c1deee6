import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { END, HEAD, programOf } from "../../test/support/playbook.ts";
import { randomPrograms } from "../../test/support/random-playbook.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { whyNotMovable } from "./move.ts";
import type { Program } from "./program.ts";
import { initialState, type RunState, type Work } from "./state.ts";
import { advance } from "./step.ts";

const facts = fillFacts({ users: ["ada"], ips: ["192.0.2.1"] });
const GIVEN: Record<string, unknown> = { found: true, enabled: true, privileged: false, displayName: "", groups: [] };

/** The state in which the program first waits for something that is no action. */
function waiting(program: Program): RunState {
  let { state, perform } = advance(program, facts, initialState, { kind: "started", now: 0 });
  for (let work: Work | undefined = perform[0]; work !== undefined; work = perform[0]) {
    if (work.kind !== "action") break;
    const event = { kind: "succeeded" as const, token: work.token, output: GIVEN, now: 0 };
    ({ state, perform } = advance(program, facts, state, event));
  }
  return state;
}

const ACCOUNT = `  - id: account
    action: identity.get-user
    with: { user: "=incident.entity.key" }
`;
const OTHER = ACCOUNT.replace("id: account", "id: other");
const ASK = `  - id: ask
    handoff: soc
    reason: Is it known?
    resume: { known: { ask: Do you know them?, type: boolean } }
    at-most: 8h
`;
const SAY = (what: string) => `  - end: benign\n    reason: "{{ ${what} }}"\n`;
const BEFORE = programOf(ACCOUNT + ASK + SAY("steps.account.found"));

const whyNot = (steps: string, head = HEAD) => whyNotMovable(BEFORE, programOf(steps, head), waiting(BEFORE));

describe("a run that waits can go on in another version", () => {
  test.each([
    ["which is the same", ACCOUNT + ASK + SAY("steps.account.found")],
    ["which only ends otherwise", ACCOUNT + ASK + END],
    ["which does more after it", `${ACCOUNT}${ASK}${OTHER}${SAY("steps.other.found")}`],
    ["which did less before it, and needs nothing of that", ASK + SAY("steps.ask.known")],
    ["which did more before it, and needs nothing of that", ACCOUNT + OTHER + ASK + END],
  ])("%s", (_words, steps) => expect(whyNot(steps)).toBeNull());

  test("whatever it is, when it is the same", () => {
    fc.assert(
      fc.property(randomPrograms, (program) => {
        const state = waiting(program);
        if (state.ending !== null) return;
        expect(whyNotMovable(program, structuredClone(program), state)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });
});

describe("a run that waits cannot go on in another version", () => {
  test.each([
    ["without the step it waits at", ACCOUNT + END, '"Ask people" (ask) is not there'],
    ["that asks something else", ACCOUNT + ASK.replace("Do you know them?", "Are you sure?") + END, "(ask) is another"],
    ["that waits for longer", ACCOUNT + ASK.replace("8h", "9h") + END, "(ask) is another"],
    [
      "that needs what it never did",
      ACCOUNT + OTHER + ASK + SAY("steps.other.found"),
      "step other gives, which this run never did",
    ],
    [
      "that needs of a step what it did otherwise",
      `${ACCOUNT.replace("incident.entity.key", "incident.users[0]")}${ASK}${SAY("steps.account.found")}`,
      "step account gives, which this run did otherwise",
    ],
  ])("%s", (_words, steps, why) => expect(whyNot(steps)).toContain(why));

  test("that does before the wait what it would have done after it", () => {
    const from = programOf(ACCOUNT + ASK + OTHER + SAY("steps.other.found"));
    const to = programOf(ACCOUNT + OTHER + ASK + SAY("steps.other.found"));
    expect(whyNotMovable(from, to, waiting(from))).toContain("step other gives");
    expect(whyNotMovable(to, from, waiting(to)), "what was done is done once more").toBeNull();
  });

  test("with a variable that it never set", () => {
    const head = HEAD.replace("steps:", "variables: { n: { type: integer, default: 0 } }\nsteps:");
    expect(whyNot(`${ACCOUNT}${ASK}  - set: { n: 1 }\n${SAY("vars.n")}`, head)).toContain('a variable "n"');
  });

  test("while other branches run at once, or while it takes back what it did", () => {
    const parallel = (branches: string[]) =>
      `  - parallel:\n${branches.map((name) => `      ${name}:\n        - wait: 1h\n`).join("")}${END}`;
    const two = programOf(parallel(["a", "b"]));
    expect(whyNotMovable(two, two, waiting(two))).toBeNull();
    expect(whyNotMovable(two, programOf(parallel(["a", "b", "c"])), waiting(two))).toContain("is another");
    const failing = {
      ending: { kind: "handoff" as const, node: "", queue: "", reason: "", questions: [], error: null },
      undo: { node: "", key: "", input: {} },
    };
    expect(whyNotMovable(BEFORE, BEFORE, { ...waiting(BEFORE), failing })).toContain("takes back");
  });
});
