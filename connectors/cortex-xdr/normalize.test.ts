import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { cortexXdrSource as source } from "./normalize.ts";

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

it("reads an alert with its host, its users and what its events show", () => {
  expect(read("alerts-api.json")[0]).toMatchObject({
    ...{
      uid: "x1",
      severity: "high",
      controlOutcome: "blocked",
      techniques: [{ id: "T1003.001" }],
      time: "2026-03-01T10:00:00.000Z",
    },
    entities: [
      { key: "srv-3", aliases: ["ep1", "10.11.1.1"] },
      { type: "user" },
      { key: "203.0.113.12", role: "actor" },
    ],
  });
});

it("reads an incident with how it was resolved", () => {
  expect(read("incidents-api.json")[0]).toMatchObject({
    uid: "incident 77",
    disposition: "false-positive",
    resolved: true,
    entities: [{ key: "ws-1", aliases: ["ep2"] }, { key: "bob" }],
  });
});

it("names what is missing", () =>
  expect(() => source.normalize({ alert_id: "x" }, {})).toThrow(/\$\.detection_timestamp/));
