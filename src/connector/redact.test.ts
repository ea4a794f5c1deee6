import fc from "fast-check";
import { expect, test } from "vitest";
import { redactSecrets, secretsInHeaders } from "./redact.ts";

test("a secret is gone from a text in every form it may be echoed in", () => {
  // Long enough that it does not occur in a text by chance.
  const secret = fc
    .string({ unit: "grapheme-ascii", minLength: 12, maxLength: 40 })
    .filter((text) => text.trim() === text);
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
      const forms = [value, encodeURIComponent(value), Buffer.from(value).toString("base64")];
      for (const form of forms) expect(redactSecrets(before + form + after, [value])).not.toContain(form);
    }),
  );
});

test("too short a secret does not blank out ordinary words", () => {
  expect(redactSecrets("an apple a day", ["a", "an", ""])).toBe("an apple a day");
});

test("credentials among headers are known by their names, with and without their scheme", () => {
  const found = secretsInHeaders({
    Authorization: "Bearer abc-def",
    "X-Api-Key": "k-123",
    "x-auth-token": "t-1",
    accept: "text/plain",
    "idempotency-key": "effect-1",
  });
  expect(found).toEqual(expect.arrayContaining(["Bearer abc-def", "abc-def", "k-123", "t-1"]));
  expect(found).not.toContain("text/plain");
  expect(found).not.toContain("effect-1");
});
