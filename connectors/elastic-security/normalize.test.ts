import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { elasticSecuritySource as source } from "./normalize.ts";

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

it("reads an alert with dotted names: its rule, its sub-technique, whom it is about", () => {
  const [alert] = read("alert.json");
  expect(alert).toMatchObject({
    uid: "el-1",
    severity: "high",
    techniques: [{ id: "T1059.001" }],
    rule: { id: "rule-9" },
    time: "2026-03-01T10:00:00.000Z",
  });
  expect(alert?.entities).toMatchObject([
    { type: "user", key: "ann" },
    { type: "device", key: "ws-7", aliases: ["h-1"] },
  ]);
});

it("reads search hits with nested names", () => {
  expect(read("search-hits.json")[0]).toMatchObject({
    uid: "el-2",
    severity: "critical",
    resolved: true,
    rule: { id: "r-2" },
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ "kibana.alert.uuid": "x" }, {})).toThrow(/kibana\.alert\.rule\.name/);
});
