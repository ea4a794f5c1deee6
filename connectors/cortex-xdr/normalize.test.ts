import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { cortexXdrSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads an alert with its host, its users and what its events show", () => {
  expect(read("alerts-api.json")[0]).toMatchObject({
    ...{
      uid: "x1",
      severity: "high",
      controlOutcome: "blocked",
      techniques: [{ id: "T1003.001" }],
      time: "2026-03-01T10:00:00.000Z",
    },
    entities: [
      { key: "srv-3", aliases: ["ep1", "10.11.1.1"] },
      { type: "user" },
      { key: "203.0.113.12", role: "actor" },
    ],
  });
});

it("reads an incident with how it was resolved", () => {
  expect(read("incidents-api.json")[0]).toMatchObject({
    uid: "incident 77",
    disposition: "false-positive",
    resolved: true,
    entities: [{ key: "ws-1", aliases: ["ep2"] }, { key: "bob" }],
  });
});

it("names what is missing", () =>
  expect(() => source.normalize({ alert_id: "x" }, {})).toThrow(/\$\.detection_timestamp/));
