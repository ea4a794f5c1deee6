import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { sentinelOneSource as source } from "./normalize.ts";

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

it("reads a threat: what the product is sure of is high, and what became of it", () => {
  expect(read("threats-api.json")[0]).toMatchObject({
    ...{ uid: "t1", severity: "high", controlOutcome: "quarantined", techniques: [{ id: "T1055" }] },
    entities: [{ type: "device", key: "ws-9", aliases: ["u-9", "1"] }, { type: "user" }],
  });
});

it("reads an alert of a rule of one's own", () => {
  expect(read("rule-alert.json")[0]).toMatchObject({
    uid: "a1",
    severity: "medium",
    resolved: true,
    techniques: [{ id: "T1059" }],
  });
});

it("names what is missing", () =>
  expect(() => source.normalize({ threatInfo: { threatId: "x" } }, {})).toThrow(/\$\.threatInfo\.identifiedAt/));
