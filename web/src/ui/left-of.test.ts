import { expect, it } from "vitest";
import { leftOf } from "./left-of.ts";

const at = (minutes: number) => new Date(minutes * 60_000).toISOString();

it("calls an end near in the last quarter of an hour, and of a short time in its last tenth", () => {
  expect(leftOf(at(0), at(240), 200 * 60_000)).toMatchObject({ ms: 40 * 60_000, urgent: false });
  expect(leftOf(at(0), at(240), 230 * 60_000).urgent).toBe(true);
  expect(leftOf(at(0), at(30), 20 * 60_000).urgent).toBe(false);
  expect(leftOf(at(0), at(30), 28 * 60_000).urgent).toBe(true);
});

it("is over after its end, also where it never had a length", () => {
  expect(leftOf(at(0), at(10), 11 * 60_000)).toEqual({ ms: 0, share: 0, urgent: true });
  expect(leftOf(at(5), at(5), 0).share).toBe(0);
});
