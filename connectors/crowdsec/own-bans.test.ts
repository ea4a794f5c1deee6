import fc from "fast-check";
import { expect, test } from "vitest";
import { crowdsecSource } from "./normalize.ts";
import { longest, OWN_SCENARIO, secondsOf } from "./own-bans.ts";

test("what is left of a ban is read as Go writes it, and is nothing once it is over", () => {
  expect(secondsOf("3h59m12.5s")).toBe(3 * 3600 + 59 * 60 + 13);
  expect(secondsOf("29.687961974s")).toBe(30);
  expect(secondsOf("-281.519677ms")).toBe(0);
  expect(secondsOf("87600h0m0s")).toBe(87_600 * 3600);
  expect(longest([])).toBe(0);
});

test("any duration of Go comes back to the second, and any other text is none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400_000_000 }), (seconds) => {
      const text = `${Math.floor(seconds / 3600)}h${Math.floor((seconds % 3600) / 60)}m${seconds % 60}s`;
      expect(secondsOf(text)).toBe(seconds);
      expect(secondsOf(`-${text}`)).toBe(0);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(secondsOf(`${text}?`)).toBe(0);
    }),
  );
});

test("our own bans do not come back as alerts", () => {
  const alert = { scenario: OWN_SCENARIO, scenario_hash: "", source: { scope: "Ip", value: "203.0.113.9" } };
  expect(crowdsecSource.normalize(alert, {})).toBeNull();
});
