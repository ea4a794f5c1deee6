import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseBody } from "../../src/ingest/parse.ts";
import { AlertDraft } from "../../src/model/alert.ts";
import { splunkEsSource as source } from "./normalize.ts";

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

it("reads the webhook's result under the search that found it", () => {
  const [notable] = read("webhook.json");
  expect(notable).toMatchObject({
    uid: "ev-1@@notable@@1",
    severity: "high",
    techniques: [{ id: "T1110" }],
    controlOutcome: "blocked",
  });
  expect(notable?.entities).toMatchObject([
    { type: "user", key: "ann" },
    { type: "device", key: "vpn-1" },
    { type: "ip", role: "actor" },
  ]);
});

it("reads a risk notable as about whoever is at risk", () => {
  expect(read("notables.json")[0]).toMatchObject({
    severity: "critical",
    entities: [{ type: "user", key: "ann", role: "affected" }],
    time: "2026-03-01T10:00:01.000+00:00",
  });
});

it("takes the time of receipt for a result without a time", () => {
  const draft = source.normalize(
    { search_name: "x", urgency: "low" },
    {},
    { receivedAt: new Date("2026-03-01T11:00:00Z") },
  );
  expect(draft?.time).toBe("2026-03-01T11:00:00.000Z");
});
