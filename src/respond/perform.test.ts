import { expect, test } from "vitest";
import { z } from "zod";
import { type Action, type Connector, defineAction, defineConnector, type ReadBack } from "../connector/connector.ts";
import { createEgress } from "../connector/egress.ts";
import { RefusedError, TransientError } from "../errors.ts";
import { silentLog } from "../log.ts";
import type { ReadyAction } from "./content.ts";
import { lookBack, perform } from "./perform.ts";

/** A product with one switch; what it answers when it is looked at is told one look at a time. */
function productThat(looks: (() => ReadBack)[]): { ready: ReadyAction; switched: () => number; looked: () => number } {
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
