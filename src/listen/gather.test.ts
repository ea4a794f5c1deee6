import { describe, expect, it } from "vitest";
import { InputError, TransientError } from "../errors.ts";
import { newGather } from "./gather.ts";

function gatherInto(deliver: (body: string) => Promise<void>) {
  const told = { lost: 0, failed: 0 };
  const gather = newGather({
    most: 3,
    waitMs: 1,
    deliver: (body) => deliver(String(body)),
    lost: (count) => {
      told.lost += count;
    },
    failed: () => {
      told.failed += 1;
    },
  });
  return { gather, told };
}
const messages = (...texts: string[]) => texts.map((text) => Buffer.from(text));

describe("gathered messages", () => {
  it("are written at most so many at once, in order, and counted where they hold line breaks", async () => {
    const bodies: string[] = [];
    const { gather } = gatherInto(async (body) => void bodies.push(body));
    await gather.add(messages("<1>a", "<1>b\nb", "c", "d"));
    expect(bodies).toEqual(["<1>a\n6 <1>b\nb\nc\n", "d\n"]);
  });

  it("are done only when they are durable, after any number of failures", async () => {
    let tries = 0;
    const { gather, told } = gatherInto(async () => {
      tries += 1;
      if (tries < 3) throw new TransientError("ingest.overloaded", "Later.", { retryAfterMs: 1 });
    });
    await gather.add(messages("a"));
    expect([tries, told]).toEqual([3, { lost: 0, failed: 2 }]);
  });

  it("are counted as lost where no retry would help, or time is over", async () => {
    const refused = gatherInto(() => Promise.reject(new InputError("ingest.too-many", "Never.")));
    await refused.gather.add(messages("a", "b"));
    expect(refused.told.lost).toBe(2);

    const down = gatherInto(() => Promise.reject(new Error("down")));
    const added = down.gather.add(messages("a", "b", "c", "d"));
    await down.gather.stop(5);
    await added;
    expect(down.told.lost).toBe(4);
  });
});
