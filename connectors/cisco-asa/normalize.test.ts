import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { ciscoAsaSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads denied packets and rejected logins by their numbers, and takes connections for no alerts", () => {
  const [denied, built, login] = read("asa.log");
  expect(denied).toMatchObject({
    severity: "low",
    rule: { id: "106023" },
    controlOutcome: "blocked",
    time: "2026-03-01T10:00:00.000Z",
  });
  expect(denied?.entities).toMatchObject([
    { key: "10.4.4.5", role: "affected" },
    { key: "203.0.113.160", role: "actor" },
  ]);
  expect(built).toBeNull();
  expect(login?.entities).toMatchObject([
    { key: "203.0.113.162", role: "actor" },
    { type: "user", key: "ann" },
    { type: "device", key: "fw-asa" },
  ]);
});

it("reads intrusion events with commas in their message", () => {
  expect(read("ftd.log")[0]).toMatchObject({
    ...{ title: "SERVER-WEBAPP Example code execution attempt, inbound", severity: "high", rule: { id: "1:41000" } },
    ...{ controlOutcome: "blocked", product: { name: "Secure Firewall" } },
  });
});

it("says what it expected", () => expect(() => source.normalize({}, {})).toThrow(/%ASA-4-106023/));
