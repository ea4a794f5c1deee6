import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { sentinelOneSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads a threat: what the product is sure of is high, and what became of it", () => {
  expect(read("threats-api.json")[0]).toMatchObject({
    ...{ uid: "t1", severity: "high", controlOutcome: "quarantined", techniques: [{ id: "T1055" }] },
    entities: [{ type: "device", key: "ws-9", aliases: ["u-9", "1"] }, { type: "user" }],
  });
});

it("reads an alert of a rule of one's own", () => {
  expect(read("rule-alert.json")[0]).toMatchObject({
    uid: "a1",
    severity: "medium",
    resolved: true,
    techniques: [{ id: "T1059" }],
  });
});

it("names what is missing", () =>
  expect(() => source.normalize({ threatInfo: { threatId: "x" } }, {})).toThrow(/\$\.threatInfo\.identifiedAt/));
