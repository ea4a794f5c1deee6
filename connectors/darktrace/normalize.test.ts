import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { darktraceSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads a model breach: the device is affected, what it called acts", () => {
  const [breach] = read("model-breach.json");
  expect(breach).toMatchObject({
    title: "Unusual Beaconing",
    severity: "high",
    techniques: [{ id: "T1071.001" }],
    time: "2026-03-01T10:00:00.000Z",
  });
  expect(breach?.entities).toMatchObject([
    { type: "device", key: "ws-15", aliases: ["10.15.1.1", "02:00:00:00:00:01", "7"] },
    { key: "203.0.113.16", role: "actor" },
  ]);
});

it("reads an incident of the AI Analyst", () =>
  expect(read("ai-analyst.json")[0]).toMatchObject({ severity: "critical", entities: [{ key: "srv-15" }] }));

it("names what is missing", () => expect(() => source.normalize({ pbid: 1, model: {} }, {})).toThrow(/\$\.time/));
