import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { qradarSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

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
