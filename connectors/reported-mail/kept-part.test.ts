import fc from "fast-check";
import { expect, test } from "vitest";
import { keptPart, NOTE_BYTES, readKept } from "./kept-part.ts";

const bytes = (text: string) => Buffer.from(text, "utf8");
const read = (part: Uint8Array) => readKept(Buffer.from(part).toString("utf8"));

test("a message that fits is kept as it is", () => {
  const message = bytes("Subject: x\r\n\r\nfünf");
  expect(keptPart(message, message.length, 1_000)).toEqual(message);
  expect(read(message)).toEqual({ message: message.toString(), kept: undefined });
});

test("of a larger one the lines that fit are kept, and how much it was of how much", () => {
  const part = keptPart(bytes("Subject: x\r\n\r\nfünf\r\nsechs"), 9_000, 18);
  expect(read(part)).toEqual({ message: "Subject: x\r\n\r\n", kept: { bytes: 14, of: 9_000 } });
});

test("a line of ours that somebody else wrote makes no part of a whole", () => {
  const forged = "X-Cordon-Kept: 10 of 99 bytes\r\nSubject: x\r\n\r\ny";
  const part = keptPart(bytes(forged), 1, 1_000);
  expect(read(part)).toEqual({ message: forged, kept: undefined });
  expect(read(keptPart(bytes(forged.toLowerCase()), 1, 1_000)).kept).toBeUndefined();
});

test("whatever the message and the limit, what is kept fits and is its beginning", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.integer({ min: 1, max: 60 }), (message, limit) => {
      const part = keptPart(message, message.length, limit);
      expect(part.length).toBeLessThanOrEqual(limit + NOTE_BYTES);
      const { message: beginning, kept } = readKept(Buffer.from(part).toString("latin1"));
      expect(Buffer.from(message).toString("latin1").startsWith(beginning)).toBe(true);
      expect(kept?.bytes ?? message.length).toBe(beginning.length);
    }),
  );
});
