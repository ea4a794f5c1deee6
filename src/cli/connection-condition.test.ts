import { expect, test } from "vitest";
import { conditionOf } from "./connection-condition.ts";

const health = { ok: true, checkedAt: "2026-03-01T10:00:00Z", message: "Signed in.", may: [], mayNot: [] };
const polling = { polledAt: null, nextAt: null, failures: 0, error: null, note: null, pausedAt: null };

test("a connection is as its last test said", () => {
  expect(conditionOf({ health: null, polling: null })).toBe("not tested");
  expect(conditionOf({ health, polling })).toBe("ok");
  expect(conditionOf({ health: { ...health, ok: false, message: "Wrong key." }, polling: null })).toBe("Wrong key.");
});

test("what came of asking it is newer, and said first", () => {
  const failing = { ...polling, failures: 3, error: "The password is wrong.", note: "Messages are not moved." };
  expect(conditionOf({ health, polling: failing })).toBe("could not be asked, failed 3 times: The password is wrong.");
  expect(conditionOf({ health, polling: { ...failing, failures: 0 } })).toBe("Messages are not moved.");
  const paused = { ...failing, pausedAt: "2026-03-01T10:00:00Z" };
  expect(conditionOf({ health, polling: paused })).toMatch(/^paused since 2026-03-01/);
});
