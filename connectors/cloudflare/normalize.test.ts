import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { cloudflareSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads what was stopped or noticed at the edge, and takes what was let by for no alert", () => {
  const [blocked, skipped, logged] = read("logpush.ndjson");
  expect(blocked).toMatchObject({
    title: "A known scanner: block",
    controlOutcome: "blocked",
    techniques: [{ id: "T1190" }],
  });
  expect(blocked?.entities).toMatchObject([
    { type: "domain", key: "shop.example.com" },
    { key: "203.0.113.170", role: "actor" },
  ]);
  expect(skipped).toBeNull();
  expect(logged).toMatchObject({
    severity: "medium",
    controlOutcome: "detected",
    time: "2026-03-01T10:00:01.000000000Z",
  });
});

it("reads a notification of an attack", () => {
  expect(read("notification.json")[0]).toMatchObject({
    severity: "critical",
    techniques: [{ id: "T1498" }],
    entities: [{ key: "shop.example.com" }],
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ Action: "block", ClientRequestHost: "x" }, {})).toThrow(/\$\.Datetime/);
});
