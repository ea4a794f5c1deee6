import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillFacts } from "../taxonomy/example-facts.ts";
import type { ActionNode, Program, ProgramNode } from "./program.ts";
import { initialState, type RunEvent, type RunState, type Transition } from "./state.ts";
import { advance } from "./step.ts";

const facts = fillFacts({});
const NOW = 1_800_000_000_000;

function action(id: string, next: string, more: Partial<ActionNode> = {}): ActionNode {
  return {
    kind: "action",
    id,
    title: id,
    capability: "chat.post-message",
    connection: null,
    input: { text: id },
    timeoutMs: 1000,
    retries: 0,
    backoffMs: 1000,
    leaseSeconds: null,
    next,
    onFailure: null,
    ...more,
  };
}

const end: ProgramNode = {
  kind: "end",
  id: "end",
  title: "end",
  disposition: "benign",
  reason: "done",
  status: "closed",
};

function branch(id: string, condition: string, taken: string, otherwise: string): ProgramNode {
  // biome-ignore lint/suspicious/noThenProperty: nobody awaits a node.
  return { kind: "if", id, title: id, condition, then: taken, else: otherwise };
}

function program(start: string, nodes: ProgramNode[]): Program {
  return {
    name: "p",
    title: "p",
    maturity: "stable",
    trigger: "true",
    defaultQueue: "soc",
    start,
    nodes: Object.fromEntries([...nodes, end].map((node) => [node.id, node])),
    capabilities: [],
  };
}

/** What runs and replays share: state through JSON, as the store keeps it. */
function take(of: Program, state: RunState, event: RunEvent): Transition {
  const before = JSON.stringify(state);
  const transition = advance(of, facts, JSON.parse(before), event);
  expect(JSON.stringify(advance(of, facts, state, event))).toBe(JSON.stringify(transition));
  expect(JSON.stringify(state), "the state that is given is not changed").toBe(before);
  return transition;
}

describe("the stepper", () => {
  test("performs, records what came back, and ends", () => {
    const of = program("a", [action("a", "end")]);
    const first = take(of, initialState, { kind: "started", now: NOW });
    expect(first.perform).toMatchObject([{ node: "a", attempt: 1, input: { text: "a" } }]);
    const second = take(of, first.state, {
      kind: "succeeded",
      token: first.perform[0]!.token,
      output: { id: "1" },
      now: NOW,
    });
    expect(second.state.ending).toMatchObject({ kind: "end", disposition: "benign" });
    expect(second.records.map((record) => record.step)).toEqual(["a", "end"]);
  });

  test("tries again what may pass, later each time, and then takes the way that is meant for failure", () => {
    const of = program("a", [action("a", "end", { retries: 2, onFailure: "b" }), action("b", "end")]);
    let at = take(of, initialState, { kind: "started", now: NOW });
    const error = { root: "transient" as const, code: "connector.unavailable", message: "not now" };
    const waits: number[] = [];
    let now = NOW;
    while (at.perform[0]?.node !== "b") {
      at = take(of, at.state, { kind: "failed", token: at.perform[0]!.token, error, now });
      if (at.wakeAt === null) continue;
      waits.push(at.wakeAt - now);
      now = at.wakeAt;
      at = take(of, at.state, { kind: "woken", now });
    }
    expect(waits).toEqual([1000, 2000]);
    expect(at.perform).toMatchObject([{ node: "b", attempt: 1 }]);
  });

  test("hands over what failed and has no way of its own, with the error", () => {
    const of = program("a", [action("a", "end")]);
    const first = take(of, initialState, { kind: "started", now: NOW });
    const failed = take(of, first.state, {
      kind: "failed",
      token: first.perform[0]!.token,
      error: { root: "refused", code: "guard.refused", message: "never" },
      now: NOW,
    });
    expect(failed.state.ending).toMatchObject({ kind: "handoff", queue: "soc", error: { code: "guard.refused" } });
  });

  test("asks again for what is parked when it is woken, and only then", () => {
    const of = program("a", [action("a", "end")]);
    const first = take(of, initialState, { kind: "started", now: NOW });
    const parked = take(of, first.state, {
      kind: "parked",
      token: first.perform[0]!.token,
      wakeAt: NOW + 5000,
      now: NOW,
    });
    expect(parked).toMatchObject({ perform: [], wakeAt: NOW + 5000 });
    expect(take(of, parked.state, { kind: "woken", now: NOW + 1 }).perform).toMatchObject([{ node: "a" }]);
  });

  test("an expression that cannot be evaluated hands over instead of guessing", () => {
    const of = program("i", [branch("i", "steps.nothing.here == 1", "end", "end")]);
    expect(take(of, initialState, { kind: "started", now: NOW }).state.ending).toMatchObject({ kind: "handoff" });
  });
});

/** Programs of nested sequences, branches and parallels, each action with a name of its own. */
const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constant("action"),
    fc.constant("wait"),
    fc.tuple(fc.constant("if"), fc.boolean(), tie("list")),
    fc.tuple(fc.constant("parallel"), fc.array(tie("list"), { minLength: 1, maxLength: 3 })),
  ),
  list: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
})).list;

function build(tree: unknown): Program {
  const nodes: ProgramNode[] = [];
  let count = 0;
  const list = (items: unknown[], next: string): string =>
    [...items].reverse().reduce<string>((after, item) => one(item, after), next);
  const one = (item: unknown, next: string): string => {
    count += 1;
    const id = `n${count}`;
    if (item === "action") nodes.push(action(id, next, { retries: 1, onFailure: next }));
    else if (item === "wait") nodes.push({ kind: "wait", id, title: id, seconds: 60, next });
    else if ((item as unknown[])[0] === "if") {
      const [, taken, inner] = item as [string, boolean, unknown[]];
      nodes.push(branch(id, String(taken), list(inner, next), next));
    } else {
      const branches = (item as [string, unknown[][]])[1];
      const join = `${id}-join`;
      nodes.push({ kind: "join", id: join, title: join, arrivals: branches.length, next });
      nodes.push({ kind: "parallel", id, title: id, branches: branches.map((branch) => list(branch, join)), join });
    }
    return id;
  };
  return program(list(tree as unknown[], "end"), nodes);
}

describe("any program, whatever comes back in whatever order", () => {
  test("ends, asks for no action after it succeeded, and goes on from any moment after a crash", () => {
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.nat(99)), (shape, dice) => {
        const of = build(shape);
        const roll = (): number => dice.next().value as number;
        const succeeded = new Set<string>();
        let now = NOW;
        let at = take(of, initialState, { kind: "started", now });
        let asked = [...at.perform];
        for (let moves = 0; at.state.ending === null; moves += 1) {
          expect(moves).toBeLessThan(2_000);
          const crash = roll() < 10;
          if (crash) {
            // What was in flight is lost with the worker; the next one asks for exactly that again.
            const open = at.state.tokens.filter((token) => token.phase === "performing").map((token) => token.id);
            const again = take(of, at.state, { kind: "recovered", now });
            expect(
              again.perform
                .map((perform) => perform.token)
                .filter((token) => open.includes(token))
                .sort(),
            ).toEqual(open.sort());
            at = again;
            asked = [...again.perform];
            continue;
          }
          const next = asked.splice(roll() % Math.max(1, asked.length), 1)[0];
          if (next === undefined) {
            now = Math.max(now, at.wakeAt ?? now);
            at = take(of, at.state, { kind: "woken", now });
          } else if (roll() < 70) {
            expect(succeeded.has(next.node), `${next.node} is performed once`).toBe(false);
            succeeded.add(next.node);
            at = take(of, at.state, { kind: "succeeded", token: next.token, output: {}, now });
          } else if (roll() < 50)
            at = take(of, at.state, { kind: "parked", token: next.token, wakeAt: now + 1000, now });
          else
            at = take(of, at.state, {
              kind: "failed",
              token: next.token,
              error: { root: "transient", code: "x.y", message: "later" },
              now,
            });
          asked.push(...at.perform);
        }
        expect(at.state.tokens).toEqual([]);
        expect(at.state.ending).toMatchObject({ kind: "end", node: "end" });
      }),
      { numRuns: 300 },
    );
  });
});
