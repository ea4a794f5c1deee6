import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { carbonBlackSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads an alert of the API and of the forwarder", () => {
  expect(read("alerts-api.json")[0]).toMatchObject({
    ...{ severity: "high", controlOutcome: "blocked", techniques: [{ id: "T1059.001" }] },
    entities: [
      { type: "device", aliases: ["123", "10.12.1.1"] },
      { type: "user", key: "ann@example.com" },
      { role: "actor" },
    ],
  });
  expect(read("forwarder.ndjson")[0]).toMatchObject({ severity: "low" });
});

it("keeps what was determined", () => {
  expect(
    source.normalize(
      {
        id: "x",
        type: "t",
        detection_timestamp: "2026-03-01T10:00:00Z",
        determination_value: "FALSE_POSITIVE",
        workflow_status: "CLOSED",
      },
      {},
    ),
  ).toMatchObject({ disposition: "false-positive", resolved: true });
});

it("names what is missing", () => expect(() => source.normalize({ org_key: "o" }, {})).toThrow(/\$\.id/));
