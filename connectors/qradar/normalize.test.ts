import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { qradarSource as source } from "./normalize.ts";

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

it("reads an offense by what it is indexed by: an address acts, a user is affected", () => {
  const [byAddress, byUser] = read("offenses-api.json");
  expect(byAddress).toMatchObject({
    title: "Multiple login failures preceded by a scan",
    severity: "high",
    confidence: 90,
    entities: [{ type: "ip", role: "actor" }],
  });
  expect(byUser).toMatchObject({
    uid: "502#closed",
    resolved: true,
    severity: "medium",
    entities: [{ type: "user", key: "ann", role: "affected" }],
  });
});

it("reads what it forwards as lines", () => {
  expect(read("forwarded.log")[0]).toMatchObject({
    severity: "critical",
    rule: { id: "28250009" },
    time: "2026-03-01T10:00:00.000Z",
  });
});

it("names what is missing", () =>
  expect(() => source.normalize({ id: 1, offense_type: 0 }, {})).toThrow(/\$\.last_updated_time/));
