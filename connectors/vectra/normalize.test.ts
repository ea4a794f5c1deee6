import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { vectraSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads a detection with how grave and how sure it is", () => {
  const [detection] = read("detections-api.json");
  expect(detection).toMatchObject({ severity: "high", confidence: 80, severityRaw: "threat 70" });
  expect(detection?.entities).toMatchObject([
    { key: "ws-16", aliases: ["10.16.1.1"] },
    { key: "203.0.113.17", role: "actor" },
  ]);
});

it("reads an entity that needs attention", () =>
  expect(read("entity-scoring.json")[0]).toMatchObject({
    severity: "critical",
    entities: [{ type: "user", key: "ann@example.com" }],
  }));

it("names what is missing", () =>
  expect(() => source.normalize({ threat: 1, certainty: 1, d_type: "x" }, {})).toThrow(/\$\.last_timestamp/));
