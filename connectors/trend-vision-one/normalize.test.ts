import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { trendVisionOneSource as source } from "./normalize.ts";

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

it("reads a workbench alert: its scope is affected, its indicators are seen", () => {
  const [alert] = read("workbench-api.json");
  expect(alert).toMatchObject({
    severity: "high",
    severityRaw: "high 64",
    techniques: [{ id: "T1003.002" }],
    rule: { id: "m-1" },
  });
  expect(alert?.entities).toMatchObject([{ key: "ws-12", aliases: ["g-1", "10.13.1.1"] }, { type: "user" }]);
  expect(alert?.observables.map(({ type }) => type)).toEqual(["process", "hash", "ip"]);
});

it("names what is missing", () =>
  expect(() => source.normalize({ id: "x", impactScope: {} }, {})).toThrow(/\$\.model/));
