import { expect, it } from "vitest";
import { differencesOf, testMapping } from "./source-tests.ts";

const alert = { severity: "high", entities: [{ type: "ip", key: "192.0.2.1" }], time: "t" };
const read = async (_settings: unknown, text: string) =>
  ({
    items: [
      text.includes("bad")
        ? { position: 0, connector: "generic", what: "refused", reason: "no title", alert: null }
        : { position: 0, connector: "generic", what: "alert", reason: "", alert },
    ],
  }) as never;

it("expects what is written, and nothing of what is not", () => {
  expect(differencesOf({ severity: "high", entities: [{ key: "192.0.2.1" }] }, alert, "")).toEqual([]);
  expect(differencesOf({ severity: "low" }, alert, "")).toEqual(['severity: expected "low", read "high"']);
  expect(differencesOf({ entities: [{ key: "192.0.2.2" }] }, alert, "")).toEqual([
    'entities: {"key":"192.0.2.2"} is not among what was read',
  ]);
  expect(differencesOf({ constructor: "x" }, alert, "")).toEqual(['constructor: expected "x", read nothing']);
});

it("fails on a test that differs, on one without an input, and on a sample that cannot be read", async () => {
  const yaml =
    "mapping: {}\ntests:\n  - { name: right, input: { a: 1 }, expect: { severity: high } }\n  - { name: wrong, input: { a: 1 }, expect: { severity: low } }\n  - { name: empty }\n";
  const result = await testMapping(yaml, "m.yaml", '{"bad":1}', read);
  expect(result.passed).toBe(false);
  expect(result.tests.map(({ name, differences }) => [name, differences.length])).toEqual([
    ["right", 0],
    ["wrong", 1],
    ["empty", 1],
  ]);
  expect((await testMapping("mapping: {}\n", "m.yaml", '{"a":1}', read)).passed).toBe(true);
});

it("says where the YAML is none", async () => {
  await expect(testMapping("mapping: {\n  a: [", "m.yaml", undefined, read)).rejects.toThrow(/^m\.yaml:\d+:\d+: /);
  await expect(testMapping("- a", "m.yaml", undefined, read)).rejects.toThrow(/key "mapping"/);
});
