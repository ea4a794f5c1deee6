import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { sophosSource as source } from "./normalize.ts";

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

it("reads SIEM events, and takes an update for no alert", () => {
  const [cleaned, update] = read("siem-api.json");
  expect(cleaned).toMatchObject({
    severity: "high",
    controlOutcome: "quarantined",
    entities: [{ key: "ws-13", aliases: ["e-13"] }, { type: "user" }, { key: "10.14.1.1" }],
  });
  expect(update).toBeNull();
});

it("reads alerts of the common API", () => {
  expect(read("common-api.json")[0]).toMatchObject({
    techniques: [{ id: "T1486" }],
    entities: [{ key: "ws-14", aliases: ["e-14"] }, { key: "bob" }],
  });
});

it("names what is missing", () => expect(() => source.normalize({ severity: "high" }, {})).toThrow(/\$\.type/));
