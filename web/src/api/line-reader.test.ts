import { describe, expect, it } from "vitest";
import { linesOf } from "./line-reader.ts";

async function read(...pieces: (string | Uint8Array)[]): Promise<unknown[]> {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
      controller.close();
    },
  });
  const values: unknown[] = [];
  for await (const value of linesOf(stream)) values.push(value);
  return values;
}

describe("JSON line by line", () => {
  it("is read wherever it is cut", async () =>
    expect(await read('{"a":', "1}\n", '{"a":2}\n{"a"', ":3}\n")).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]));

  it("is read also where a letter is cut, and the last line does not end", async () => {
    const bytes = new TextEncoder().encode('"ü"');
    expect(await read(bytes.slice(0, 2), bytes.slice(2))).toEqual(["ü"]);
  });
});
