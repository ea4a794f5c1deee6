import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { splunkEsSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

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
