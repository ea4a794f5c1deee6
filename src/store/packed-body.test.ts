import fc from "fast-check";
import { expect, it } from "vitest";
import { packBody, unpackBody } from "./packed-body.ts";

it("gives back every body byte for byte, packed or not", () => {
  const bodies = fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.integer({ min: 1, max: 400 }))
    .map(([bytes, times]) => Buffer.concat(Array.from({ length: times }, () => Buffer.from(bytes))));
  fc.assert(
    fc.property(bodies, (body) => {
      expect(unpackBody(packBody(body))).toEqual(body);
    }),
  );
});

it("packs what is large, and leaves the single message as it came", () => {
  const message = Buffer.from('{"rule":"encoded command","host":"ws-1"}\n');
  expect(packBody(message)).toEqual({ body: message, unpackedBytes: null });
  const many = Buffer.alloc(message.length * 1_000, message);
  const kept = packBody(many);
  expect(kept.unpackedBytes).toBe(many.length);
  expect(kept.body.byteLength).toBeLessThan(many.length / 10);
});

it("unpacks no more than came in, whatever the bytes claim", () => {
  const { body } = packBody(Buffer.alloc(100_000));
  expect(() => unpackBody({ body, unpackedBytes: 50_000 })).toThrow();
});
