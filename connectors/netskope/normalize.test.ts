import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { netskopeSource as source } from "./normalize.ts";

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

it("reads an alert with the user, the device and what was fetched", () => {
  const [malware, behavior] = read("alerts-api.json");
  expect(malware).toMatchObject({ severity: "high", controlOutcome: "blocked", techniques: [{ id: "T1204.002" }] });
  expect(malware?.entities).toMatchObject([
    { key: "ann@example.com" },
    { key: "ws-8" },
    { key: "203.0.113.190", role: "actor" },
  ]);
  expect(behavior).toMatchObject({ severity: "medium", severityRaw: "", controlOutcome: "detected" });
});

it("names what is missing", () => expect(() => source.normalize({ alert_type: "dlp" }, {})).toThrow(/\$\.alert_name/));
