import { expect, test } from "vitest";
import { z } from "zod";
import { silentLog } from "../log.ts";
import { defineConnector, type Polled } from "./connector.ts";
import { createEgress } from "./egress.ts";
import { invokePoll } from "./invoke-poll.ts";

const egress = createEgress({ allowCidrs: [] });
const bounds = { deliveries: 2, bytes: 10 };

function ask(answer: (signal: AbortSignal) => Promise<Partial<Polled>>, timeoutMs = 1_000) {
  const about = { id: "asked", title: "Asked", docs: "https://example.com", secrets: [], actions: [] };
  const connector = {
    ...defineConnector({ ...about, settings: z.strictObject({}) }),
    poll: {
      everySeconds: () => 60,
      ask: async ({ signal }: { signal: AbortSignal }) => ({
        ...{ deliveries: [], cursor: {}, more: false },
        ...(await answer(signal)),
      }),
    },
  };
  const parts = {
    settings: {},
    secrets: { password: "hunter2" },
    egress,
    log: silentLog,
    idempotencyKey: "poll:1",
    timeoutMs,
  };
  return invokePoll(connector, parts, null, bounds);
}
const deliveries = (...sizes: number[]) => sizes.map((size) => ({ headers: {}, body: new Uint8Array(size) }));

test("what fits the bounds is answered as it is", async () => {
  const polled = await ask(async () => ({ deliveries: deliveries(5, 5), cursor: { uid: 7 }, more: true }));
  expect(polled).toMatchObject({ cursor: { uid: 7 }, more: true });
  expect(polled.deliveries).toHaveLength(2);
});

test("more than asked for is refused, in number and in size", async () => {
  for (const sizes of [[1, 1, 1], [11], [6, 6]])
    await expect(ask(async () => ({ deliveries: deliveries(...sizes) }))).rejects.toMatchObject({
      root: "refused",
      code: "connector.bad-answer",
    });
});

test("a cursor is a note, not a store", async () => {
  await expect(ask(async () => ({ cursor: { text: "x".repeat(70_000) } }))).rejects.toMatchObject({
    root: "defect",
    code: "connector.bad-cursor",
  });
});

test("a product that does not answer is left at the deadline, and what it threw shows no secret", async () => {
  await expect(ask(() => new Promise(() => {}), 50)).rejects.toMatchObject({ code: "connector.timeout" });
  const error = await ask(async () => {
    throw new Error("login hunter2 refused");
  }).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ root: "defect", code: "connector.unexpected" });
  expect((error as Error).message).not.toContain("hunter2");
});
