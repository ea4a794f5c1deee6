import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Action, type Connector, defineAction, defineConnector, type ReadBack } from "../connector/connector.ts";
import { createEgress } from "../connector/egress.ts";
import { DefectError, InputError, RefusedError, TransientError } from "../errors.ts";
import { silentLog } from "../log.ts";
import type { ReadyAction } from "./content.ts";
import { lookBack, perform } from "./perform.ts";

/** A product with one switch; what it answers when it is looked at is told one look at a time. */
function productThat(
  looks: (() => ReadBack)[],
  call: () => void = () => {},
): { ready: ReadyAction; switched: () => number; looked: () => number } {
  let [switched, looked] = [0, 0];
  const capability = {
    id: "test.switch",
    title: "Switch",
    effect: "contain" as const,
    input: z.object({}),
    output: z.object({ was: z.boolean().default(false) }),
    say: () => "Switch",
  };
  const action = defineAction({
    capability: capability as never,
    docs: "none",
    permissions: [],
    idempotent: false,
    async run() {
      switched += 1;
      call();
      return { was: false } as never;
    },
    readBack: async () => looks[looked++]!(),
  }) as unknown as Action;
  const connector: Connector = defineConnector({
    id: "test",
    title: "Test",
    docs: "none",
    settings: z.object({}),
    secrets: [],
    actions: [action],
  });
  const parts = { settings: {}, secrets: {}, egress: createEgress({ allowCidrs: [] }), log: silentLog };
  const ready = { connection: { id: "1", name: "test", connector, parts }, action };
  return { ready, switched: () => switched, looked: () => looked };
}

const yes = (): ReadBack => ({ inForce: "yes", seen: {} });
const no = (): ReadBack => ({ inForce: "no", seen: {} });
const lost = (): ReadBack => {
  throw new TransientError("connector.lost", "The answer was lost.");
};
const refused = (): ReadBack => {
  throw new RefusedError("connector.denied", "No right to look.");
};
const bounds = { idempotencyKey: "k", timeoutMs: 1_000 };

test("what an earlier attempt did is found although the first look is lost, and is not repeated", async () => {
  const { ready, switched } = productThat([lost, lost, yes]);
  expect(await perform(ready, {}, bounds, true)).toMatchObject({ status: "verified", recovered: true });
  expect(switched()).toBe(0);
});

test("what an earlier attempt did not do is done, and looked at", async () => {
  const { ready, switched } = productThat([no, yes]);
  expect(await perform(ready, {}, bounds, true)).toMatchObject({ status: "verified", recovered: false });
  expect(switched()).toBe(1);
});

test("a product that cannot be looked at is not asked twice when it says so, and nothing is repeated", async () => {
  const { ready, switched, looked } = productThat([refused]);
  expect(await perform(ready, {}, bounds, true)).toMatchObject({ status: "unknown" });
  expect([switched(), looked()]).toEqual([0, 1]);
});

test("where the product folds repeats, being so already after a repeat may be our own doing", async () => {
  const { ready, switched } = productThat([refused, refused]);
  const folding = { ...ready, action: { ...ready.action, idempotent: true } };
  expect(await perform(folding, {}, bounds, true)).toMatchObject({ status: "applied", recovered: true });
  expect(await perform(folding, {}, bounds, false)).toMatchObject({ status: "applied", recovered: false });
  expect(switched()).toBe(2);
});

test("what was on its way under a freeze is looked at, and nothing is done", async () => {
  const there = productThat([lost, yes]);
  expect(await lookBack(there.ready, {}, bounds)).toMatchObject({ status: "verified", recovered: true });
  for (const look of [no, refused]) expect(await lookBack(productThat([look]).ready, {}, bounds)).toBeNull();
  expect(there.switched()).toBe(0);
});

test("that a repeat was turned away does not make an earlier call undone", async () => {
  const { ready } = productThat([refused, refused]);
  const busy = async () => {
    throw new RefusedError("connector.rejected", "Not now.");
  };
  const folding = { ...ready, action: { ...ready.action, idempotent: true, run: busy } };
  expect(await perform(folding, {}, bounds, true)).toMatchObject({ status: "unknown" });
  expect(await perform(folding, {}, bounds, false)).toMatchObject({ status: "failed" });
});

const cannotTell = (): ReadBack => ({ inForce: "cannot-tell", seen: { note: "no such question" } });
const folding = (ready: ReadyAction): ReadyAction => ({ ...ready, action: { ...ready.action, idempotent: true } });

describe("what is forbidden by now and may have been done before", () => {
  const refused = { root: "refused", code: "guard.refused", message: "It is protected." } as const;
  const forbidden = { undone: false, refused };

  test.each([
    ["is found where it took hold", yes, { status: "verified", error: null }],
    ["is not done where it did not", no, { status: "failed", error: refused }],
    ["is left to people where nobody can tell", cannotTell, { status: "unknown", error: { code: "effect.unknown" } }],
  ])("%s", async (_what, seen, outcome) => {
    const { ready, switched } = productThat([seen]);
    expect(await perform(folding(ready), {}, bounds, true, forbidden)).toMatchObject(outcome);
    expect(switched()).toBe(0);
  });
});

test("what was undone since is not repeated into a call that the product would fold, and nobody can say how it stands", async () => {
  const { ready, switched } = productThat([cannotTell]);
  const outcome = await perform(folding(ready), {}, bounds, true, { undone: true, refused: null });
  expect(outcome).toMatchObject({ status: "unknown", error: { code: "effect.unknown" } });
  expect(switched()).toBe(0);
});
const blind = (ready: ReadyAction): ReadyAction => {
  const { readBack: _none, ...action } = ready.action;
  return { ...ready, action: action as Action };
};
const failing = (error: Error) => () => {
  throw error;
};

describe("a call that was answered", () => {
  test("is verified when it is seen to be in force, with the answer as its output", async () => {
    const { ready, looked } = productThat([yes]);
    const outcome = {
      status: "verified",
      output: { was: false },
      error: null,
      readBack: {},
      recovered: false,
      mark: null,
    };
    expect(await perform(ready, {}, bounds, false)).toEqual(outcome);
    expect(looked()).toBe(1);
  });

  test("carries what the product tells it by from another one of the same, whether it was verified or not", async () => {
    for (const [inForce, status] of [
      ["yes", "verified"],
      ["cannot-tell", "applied"],
    ] as const) {
      const { ready } = productThat([() => ({ inForce, seen: {}, mark: "rule-7" })]);
      expect(await perform(ready, {}, bounds, false)).toMatchObject({ status, mark: "rule-7" });
    }
    const tried = productThat([() => ({ inForce: "yes", seen: {}, mark: "rule-8" })]);
    expect(await perform(tried.ready, {}, bounds, true)).toMatchObject({ recovered: true, mark: "rule-8" });
  });

  test("is looked at once more when the product is slow to apply it", async () => {
    expect(await perform(productThat([no, yes]).ready, {}, bounds, false)).toMatchObject({ status: "verified" });
  });

  test("has failed when it is not in force although the product accepted it, and that is said", async () => {
    const { ready, looked } = productThat([no, () => ({ inForce: "no", seen: { on: false } })]);
    expect(await perform(ready, {}, bounds, false)).toMatchObject({
      ...{ status: "failed", output: { was: false }, readBack: { on: false }, recovered: false, mark: null },
      error: {
        code: "effect.not-in-force",
        message: "test accepted test.switch, but it is not in force there.",
      },
    });
    expect(looked()).toBe(2);
  });

  test("is applied, not verified, where the product cannot tell or cannot be asked", async () => {
    const applied = { status: "applied", output: { was: false }, error: null, recovered: false, mark: null };
    const { ready, looked } = productThat([cannotTell]);
    expect(await perform(ready, {}, bounds, false)).toEqual({ ...applied, readBack: { note: "no such question" } });
    expect(looked()).toBe(1);
    expect(await perform(blind(productThat([]).ready), {}, bounds, false)).toEqual({ ...applied, readBack: null });
  });
});

describe("a call that failed", () => {
  const nothing = [
    new TransientError("connector.unavailable", "No route.", { details: { sent: false } }),
    new TransientError("connector.rate-limited", "Slow down.", { details: { sent: true } }),
    new RefusedError("connector.denied", "No right.", { details: { sent: true } }),
    new InputError("connector.bad-input", "No such field."),
  ];
  test.each(nothing)("without doing anything is not looked for: %s", async (error) => {
    const { ready, looked } = productThat([yes], failing(error));
    expect(await perform(ready, {}, bounds, false)).toMatchObject({
      ...{ status: "failed", output: null, readBack: null, recovered: false, mark: null },
      error: { code: error.code, message: error.message },
    });
    expect(looked()).toBe(0);
  });

  const perhaps = [
    new TransientError("connector.timeout", "No answer.", { details: { sent: true } }),
    new DefectError("connector.unexpected", "Nobody foresaw it."),
    new RefusedError("connector.bad-answer", "That is no JSON.", { details: { sent: true } }),
    new RefusedError("connector.denied", "No right to the second half.", { details: { sent: false, changed: true } }),
    new TransientError("connector.rate-limited", "Slow down after the first half.", { details: { changed: true } }),
    new Error("not one of ours"),
  ];
  test.each(perhaps)("and may have done it is looked for: %s", async (error) => {
    const seen = () => ({ inForce: "yes", seen: { was: true } }) as const;
    expect(await perform(productThat([seen], failing(error)).ready, {}, bounds, false)).toEqual({
      ...{
        status: "verified",
        output: { was: true },
        error: null,
        readBack: { was: true },
        recovered: true,
        mark: null,
      },
    });
    expect(await perform(productThat([no], failing(error)).ready, {}, bounds, false)).toMatchObject({
      ...{ status: "failed", output: null, readBack: {}, recovered: false, mark: null },
    });
  });

  const timeout = new TransientError("connector.timeout", "No answer.", { details: { sent: true } });
  test("and of which nobody can say what it did is unknown, in words for the person who must look", async () => {
    expect(await perform(productThat([cannotTell], failing(timeout)).ready, {}, bounds, false)).toMatchObject({
      ...{ status: "unknown", output: null, readBack: { note: "no such question" }, recovered: false, mark: null },
      error: {
        ...{ root: "refused", code: "effect.unknown" },
        message: "Nobody can say whether test.switch took hold at test (No answer.); look there before doing it again.",
      },
    });
  });

  test("keeps its own reason where the product folds a repeat, so that it may be repeated", async () => {
    const ready = folding(productThat([cannotTell], failing(timeout)).ready);
    expect(await perform(ready, {}, bounds, false)).toMatchObject({
      ...{ status: "unknown", output: null, readBack: { note: "no such question" }, recovered: false, mark: null },
      error: { root: "transient", code: "connector.timeout" },
    });
  });

  test("after one whose end nobody knows is looked for, though it did nothing itself", async () => {
    const ready = folding(productThat([cannotTell, yes], failing(nothing[0]!)).ready);
    expect(await perform(ready, {}, bounds, true)).toMatchObject({ status: "verified", recovered: true });
  });
});

describe("a look", () => {
  test("that is lost is repeated, three times in all, and then nobody can tell", async () => {
    const { ready, looked, switched } = productThat([lost, lost, lost, yes]);
    expect(await perform(ready, {}, bounds, true)).toMatchObject({
      ...{ status: "unknown", readBack: { error: "The answer was lost." } },
      error: {
        message: "Nobody can say whether test.switch took hold at test; look there before doing it again.",
      },
    });
    expect([looked(), switched()]).toEqual([3, 0]);
  });

  test("is not repeated for a run that was cancelled meanwhile", async () => {
    const ending = new AbortController();
    const { ready, looked } = productThat([
      () => {
        ending.abort();
        return lost();
      },
      yes,
    ]);
    expect(await perform(ready, {}, { ...bounds, signal: ending.signal }, true)).toMatchObject({ status: "unknown" });
    expect(looked()).toBe(1);
  });

  test("back answers what took hold, and nothing for what did not or nobody can say", async () => {
    expect(await lookBack(productThat([yes]).ready, {}, bounds)).toMatchObject({ status: "verified", recovered: true });
    expect(await lookBack(productThat([no]).ready, {}, bounds)).toBeNull();
    expect(await lookBack(productThat([cannotTell]).ready, {}, bounds)).toBeNull();
  });
});
