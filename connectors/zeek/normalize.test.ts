import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { zeekSource as source } from "./normalize.ts";

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

it("reads notices by what they are named, intelligence matches, and nothing of other logs", () => {
  const [guessing, scan, connection, intel] = read("notice.ndjson");
  expect(guessing).toMatchObject({
    severity: "high",
    techniques: [{ id: "T1110.001" }],
    time: "2026-03-01T10:00:00.500Z",
  });
  expect(scan?.entities).toMatchObject([
    { key: "10.7.7.8", role: "affected" },
    { key: "10.7.7.9", role: "actor" },
  ]);
  expect(connection).toBeNull();
  expect(intel?.observables[0]).toEqual({ type: "domain", value: "c2.example.net" });
});

it("names what is missing", () => {
  expect(() => source.normalize({ ts: 1772359200 }, {})).toThrow(/\$\.note/);
  expect(() => source.normalize({ note: "A::B" }, {})).toThrow(/\$\.ts/);
});
