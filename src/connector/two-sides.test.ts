import { expect, it } from "vitest";
import { twoSides } from "./two-sides.ts";

it.each([
  ["10.0.0.5", "203.0.113.1", "10.0.0.5", "203.0.113.1"],
  ["203.0.113.1", "10.0.0.5", "10.0.0.5", "203.0.113.1"],
  ["10.0.0.5", "10.0.0.6", "10.0.0.6", "10.0.0.5"],
  ["203.0.113.1", "198.51.100.2", "198.51.100.2", "203.0.113.1"],
  ["fd00::1", "2001:db8::2", "fd00::1", "2001:db8::2"],
])("from %s to %s affects %s and is the act of %s", (from, to, affected, actor) => {
  expect(twoSides(from, to).map(({ role, key }) => [role, key])).toEqual([
    ["affected", affected],
    ["actor", actor],
  ]);
});

it("leaves out an end that is not named", () => {
  expect(twoSides("203.0.113.1", "")).toMatchObject([{ role: "actor", key: "203.0.113.1" }]);
});
