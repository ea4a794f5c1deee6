import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { vectraSource as source } from "./normalize.ts";

/** The drafts of a fixture, as ingestion would hand it over; null for what is no alert. */
function read(name: string) {
  const body = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
  const raws = parseBody(body, undefined, undefined, source.text).documents.map(({ raw }) => raw);
  return raws
    .flatMap((raw) => source.split?.(raw, {}) ?? [raw])
    .map((raw) => {
      const draft = source.normalize(raw, {}, { receivedAt: new Date("2026-03-02T00:00:00Z") });
      return draft === null ? null : AlertDraft.parse(draft);
    });
}

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
