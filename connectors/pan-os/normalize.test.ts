import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { panOsSource as source } from "./normalize.ts";

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

it("reads a line by its positions: the internal end is affected, the external one acts", () => {
  const [threat, traffic] = read("threat.log");
  expect(threat).toMatchObject({
    ...{
      title: "Example Web Server Code Execution",
      severity: "critical",
      rule: { id: "91000" },
      controlOutcome: "blocked",
    },
    ...{ techniques: [{ id: "T1190" }], time: "2026-03-01T09:59:59.000Z" },
  });
  expect(threat?.entities.slice(0, 2)).toMatchObject([
    { key: "10.1.1.5", role: "affected" },
    { key: "203.0.113.130", role: "actor" },
  ]);
  expect(traffic).toBeNull();
});

it("reads CEF and the logging service's JSON as the same", () => {
  expect(read("cef.log")[0]).toMatchObject({
    severity: "high",
    techniques: [{ id: "T1071" }],
    controlOutcome: "blocked",
  });
  expect(read("logging-service.json")[0]).toMatchObject({
    severity: "high",
    controlOutcome: "detected",
    rule: { id: "52020" },
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ type: "THREAT", subtype: "virus" }, {})).toThrow(/\$\.time_generated/);
});
