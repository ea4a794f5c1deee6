import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { crowdsecSource as source } from "./normalize.ts";

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

it("reads what the plugin posts: what was attacked is affected, the address acts, a ban has blocked it", () => {
  const [alert] = read("http-plugin.json");
  expect(alert).toMatchObject({
    uid: "71",
    severity: "medium",
    techniques: [{ id: "T1110" }],
    controlOutcome: "blocked",
    time: "2026-03-01T10:00:00.000Z",
  });
  expect(alert?.entities).toMatchObject([
    { type: "device", key: "web-2" },
    { type: "user", key: "root" },
    { key: "203.0.113.18", role: "actor" },
  ]);
});

it("knows an exploit, and a simulation for a test", () => {
  expect(read("lapi.json")[0]).toMatchObject({ severity: "high", disposition: "test", controlOutcome: "detected" });
});

it("names what is missing", () => expect(() => source.normalize({ scenario_hash: "x" }, {})).toThrow(/\$\.scenario/));
