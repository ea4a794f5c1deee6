import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { elasticSecuritySource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads an alert with dotted names: its rule, its sub-technique, whom it is about", () => {
  const [alert] = read("alert.json");
  expect(alert).toMatchObject({
    uid: "el-1",
    severity: "high",
    techniques: [{ id: "T1059.001" }],
    rule: { id: "rule-9" },
    time: "2026-03-01T10:00:00.000Z",
  });
  expect(alert?.entities).toMatchObject([
    { type: "user", key: "ann" },
    { type: "device", key: "ws-7", aliases: ["h-1"] },
  ]);
});

it("reads search hits with nested names", () => {
  expect(read("search-hits.json")[0]).toMatchObject({
    uid: "el-2",
    severity: "critical",
    resolved: true,
    rule: { id: "r-2" },
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ "kibana.alert.uuid": "x" }, {})).toThrow(/kibana\.alert\.rule\.name/);
});
