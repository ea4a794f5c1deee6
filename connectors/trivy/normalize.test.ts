import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { trivySource as source } from "./normalize.ts";

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

it("reads each finding of a report as an alert about what was scanned, and no check that passed", () => {
  const [vulnerability, setting, passed, secret] = read("report.json");
  expect(vulnerability).toMatchObject({
    severity: "critical",
    rule: { id: "CVE-2026-0202" },
    time: "2026-03-01T10:00:00.123456+01:00",
    entities: [{ key: "registry.example.com/shop:1.2" }],
  });
  expect(setting).toMatchObject({ severity: "high", categories: ["misconfiguration", "container_image"] });
  expect(passed).toBeNull();
  expect(secret).toMatchObject({
    techniques: [{ id: "T1552.001" }],
    observables: [{ type: "resource" }, { type: "file", value: "/app/.env" }],
  });
});

it("reads the operator's reports about the workload", () =>
  expect(read("operator-report.json")[0]).toMatchObject({ severity: "medium", entities: [{ key: "prod/shop-7d9" }] }));

it("says what it expected", () => expect(() => source.normalize({ a: 1 }, {})).toThrow(/expected a report/));
