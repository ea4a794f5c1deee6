import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_MESSAGE, newFramer } from "./frames.ts";

/** The stream in pieces of this size. */
function read(stream: Buffer, size: number): string[] {
  const framer = newFramer();
  const messages: Buffer[] = [];
  for (let at = 0; at < stream.length; at += size) messages.push(...framer.push(stream.subarray(at, at + size)));
  return [...messages, ...framer.end()].map(String);
}

describe("a stream of messages", () => {
  it("is cut as it was framed, counted or by lines, mixed, however it is torn", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 });
    const frame = fc.oneof(
      text.map((one) => ({ message: `<13>${one}`, counted: true })),
      text.filter((one) => !one.includes("\n")).map((one) => ({ message: `<13>${one}`, counted: false })),
    );
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), fc.integer({ min: 1, max: 50 }), (frames, size) => {
        const stream = frames.map(({ message, counted }) =>
          counted ? `${Buffer.byteLength(message)} ${message}` : `${message}\n`,
        );
        expect(read(Buffer.from(stream.join("")), size)).toEqual(frames.map(({ message }) => message));
      }),
    );
  });

  it("gives what was left without a line break, and half of a counted message", () => {
    expect(read(Buffer.from("<13>one\n<13>two"), 4)).toEqual(["<13>one", "<13>two"]);
    expect(read(Buffer.from("99 <13>cut off"), 4)).toEqual(["<13>cut off"]);
  });

  it("cuts a message without end, holds no more of it, and goes on behind it", () => {
    const stream = Buffer.from(`${"x".repeat(3 * MAX_MESSAGE)}\n<13>next\n`);
    const messages = read(stream, 10_000);
    expect(messages.map(({ length }) => length)).toEqual([MAX_MESSAGE, 8]);
  });
});
