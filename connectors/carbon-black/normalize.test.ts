import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { carbonBlackSource as source } from "./normalize.ts";

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

it("reads an alert of the API and of the forwarder", () => {
  expect(read("alerts-api.json")[0]).toMatchObject({
    ...{ severity: "high", controlOutcome: "blocked", techniques: [{ id: "T1059.001" }] },
    entities: [
      { type: "device", aliases: ["123", "10.12.1.1"] },
      { type: "user", key: "ann@example.com" },
      { role: "actor" },
    ],
  });
  expect(read("forwarder.ndjson")[0]).toMatchObject({ severity: "low" });
});

it("keeps what was determined", () => {
  expect(
    source.normalize(
      {
        id: "x",
        type: "t",
        detection_timestamp: "2026-03-01T10:00:00Z",
        determination_value: "FALSE_POSITIVE",
        workflow_status: "CLOSED",
      },
      {},
    ),
  ).toMatchObject({ disposition: "false-positive", resolved: true });
});

it("names what is missing", () => expect(() => source.normalize({ org_key: "o" }, {})).toThrow(/\$\.id/));
