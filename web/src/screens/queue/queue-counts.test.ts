import { expect, it } from "vitest";
import type { Counts } from "../../../../src/api/contract/query.ts";
import { valuesIn } from "./queue-counts.ts";

const counted = (field: string, all: Record<string, number>) =>
  ({
    items: Object.entries(all).map(([value, count]) => ({ values: { [field]: value }, count })),
  }) as unknown as Counts;

it("lists a scale in its order, the gravest first, and what is chosen also where it counts nothing", () => {
  const found = valuesIn("severity", counted("severity", { low: 2, high: 1 }), { chosen: ["critical"] });
  expect(found.map(({ label, count }) => `${label} ${count}`)).toEqual(["Critical 0", "High 1", "Low 2"]);
});

it("lists names by how many there are, as people call them, and lets what is chosen be given up", () => {
  const how = { chosen: ["test/test"], named: (id: string) => (id === "fraud/phishing" ? "Phishing" : id) };
  expect(valuesIn("type", counted("type", { "fraud/phishing": 3 }), how)).toEqual([
    { value: "fraud/phishing", label: "Phishing", count: 3 },
    { value: "test/test", label: "test/test", count: 0 },
  ]);
});

it("shows nothing before anything was counted", () => {
  expect(valuesIn("status", undefined, { chosen: ["new"] })).toEqual([]);
});
