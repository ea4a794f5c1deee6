import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOfStatus, printableExcerpt, readRetryAfter } from "./http-status.ts";

const NOW = new Date("2026-01-02T03:04:05Z");
const DAY_MS = 86_400_000;

describe("Retry-After", () => {
  test.each([
    ["0", 0],
    ["120", 120_000],
    [" 7 ", 7000],
    ["Fri, 02 Jan 2026 03:05:05 GMT", 60_000],
    ["Fri, 02 Jan 2026 03:00:00 GMT", 0],
    ["99999999", DAY_MS],
    ["Fri, 02 Jan 2099 03:00:00 GMT", DAY_MS],
  ])("%s is %i ms", (value, milliseconds) => expect(readRetryAfter(value, NOW)).toBe(milliseconds));

  test.each([undefined, "", "soon", "-1 minute", "12345678901"])(
    "%s says nothing usable, or waits a day at most",
    (value) => {
      const milliseconds = readRetryAfter(value, NOW);
      expect(milliseconds === undefined || (milliseconds >= 0 && milliseconds <= DAY_MS)).toBe(true);
    },
  );

  test("is never negative, never more than a day, whatever is sent", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const milliseconds = readRetryAfter(value, NOW);
        expect(milliseconds === undefined || (milliseconds >= 0 && milliseconds <= DAY_MS)).toBe(true);
      }),
    );
  });
});

test("412 is a conflict that passes when the request was tied to a version, and a refusal when it was not", () => {
  const answer = { status: 412, headers: {}, text: "", call: "PUT https://host/path", now: NOW };
  expect(errorOfStatus({ ...answer, conditional: true })).toMatchObject({
    root: "transient",
    code: "connector.conflict",
    details: { status: 412, sent: true },
  });
  expect(errorOfStatus(answer)).toMatchObject({ root: "refused", code: "connector.rejected" });
});

test("an excerpt is at most 200 characters on one line, without control characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 600 }), (text) => {
      const excerpt = printableExcerpt(text);
      expect(excerpt.length).toBeLessThanOrEqual(200);
      expect(excerpt).not.toMatch(/\p{Cc}|\u2028|\u2029|\u202e/u);
      expect(excerpt.isWellFormed()).toBe(true);
    }),
  );
});
