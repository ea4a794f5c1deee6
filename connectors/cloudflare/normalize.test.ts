import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { cloudflareSource as source } from "./normalize.ts";

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

it("reads what was stopped or noticed at the edge, and takes what was let by for no alert", () => {
  const [blocked, skipped, logged] = read("logpush.ndjson");
  expect(blocked).toMatchObject({
    title: "A known scanner: block",
    controlOutcome: "blocked",
    techniques: [{ id: "T1190" }],
  });
  expect(blocked?.entities).toMatchObject([
    { type: "domain", key: "shop.example.com" },
    { key: "203.0.113.170", role: "actor" },
  ]);
  expect(skipped).toBeNull();
  expect(logged).toMatchObject({
    severity: "medium",
    controlOutcome: "detected",
    time: "2026-03-01T10:00:01.000000000Z",
  });
});

it("reads a notification of an attack", () => {
  expect(read("notification.json")[0]).toMatchObject({
    severity: "critical",
    techniques: [{ id: "T1498" }],
    entities: [{ key: "shop.example.com" }],
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ Action: "block", ClientRequestHost: "x" }, {})).toThrow(/\$\.Datetime/);
});
