import { expect, it } from "vitest";
import { differencesOf, testMapping } from "./source-tests.ts";

const alert = {
  ...{ severity: "high", source: "Door", initialDisposition: "unknown", time: "t" },
  entities: [{ type: "ip", key: "192.0.2.1", role: "affected" }],
};
const bare = { ...alert, severity: "unknown", source: "Unknown product", entities: [] };
const read = async (_settings: unknown, samples: object) => {
  const text = "text" in samples ? String(samples.text) : "";
  const refused = text.includes("bad");
  return {
    items: [
      { position: 0, connector: "generic", what: "alert", reason: "", alert },
      { position: 1, connector: "generic", what: "alert", reason: "", alert: bare },
      ...(refused ? [{ position: 2, connector: "generic", what: "refused", reason: "no title", alert: null }] : []),
    ],
  } as never;
};
const mapping = "mapping: { title: name, time: at }\n";

it("expects what is written, and nothing of what is not", () => {
  expect(differencesOf({ severity: "high", entities: [{ key: "192.0.2.1" }] }, alert, "")).toEqual([]);
  expect(differencesOf({ severity: "low" }, alert, "")).toEqual(['severity: expected "low", read "high"']);
  expect(differencesOf({ entities: [{ key: "192.0.2.2" }] }, alert, "")).toEqual([
    'entities: {"key":"192.0.2.2"} is not among what was read',
  ]);
  expect(differencesOf({ constructor: "x" }, alert, "")).toEqual(['constructor: expected "x", read nothing']);
});

it("fails on a test that differs", async () => {
  const tests =
    "tests:\n  - { name: right, input: { a: 1 }, expect: { severity: high } }\n  - { name: wrong, input: { a: 1 }, expect: { severity: low } }\n";
  const result = await testMapping(mapping + tests, "m.yaml", undefined, read);
  expect(result).toMatchObject({ passed: false, against: null });
  expect(result.tests.map(({ name, differences }) => [name, differences.length])).toEqual([
    ["right", 0],
    ["wrong", 1],
  ]);
});

it("counts which alerts had a severity, an affected entity, a source and a disposition, and fails on what cannot be read", async () => {
  const good = await testMapping(mapping, "m.yaml", { connection: "doors", deliveries: 5 }, read);
  expect(good).toMatchObject({
    passed: true,
    against: { alerts: 2, refused: 0, had: { severity: 1, entity: 1, source: 1, initialDisposition: 0 } },
  });
  expect(await testMapping(mapping, "m.yaml", { text: "bad" }, read)).toMatchObject({
    passed: false,
    against: { alerts: 2, refused: 1 },
  });
});

it("refuses a mapping that cannot work, with every fault, and one without anything to hold it to", async () => {
  await expect(testMapping("mapping: { titel: x, time: at }\n", "m.yaml", undefined, read)).rejects.toMatchObject({
    code: "cli.bad-mapping",
    message: expect.stringContaining('m.yaml:1:1 "mapping" has no "title"'),
    details: { findings: [{ line: 1 }, { line: 1, column: 12, fix: 'did you mean "title"?' }] },
  });
  await expect(testMapping(mapping, "m.yaml", undefined, read)).rejects.toMatchObject({
    code: "cli.no-tests",
    message: expect.stringContaining("--against"),
  });
});
