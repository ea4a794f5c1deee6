import { expect, it } from "vitest";
import { fixtureReader } from "../../test/support/fixture-drafts.ts";
import { panOsSource as source } from "./normalize.ts";

const read = fixtureReader(source, import.meta.url);

it("reads a line by its positions: the internal end is affected, the external one acts", () => {
  const [threat, traffic] = read("threat.log");
  expect(threat).toMatchObject({
    ...{
      title: "Example Web Server Code Execution",
      severity: "critical",
      rule: { id: "91000" },
      controlOutcome: "blocked",
    },
    ...{ techniques: [{ id: "T1190" }], time: "2026-03-01T09:59:59.000Z" },
  });
  expect(threat?.entities.slice(0, 2)).toMatchObject([
    { key: "10.1.1.5", role: "affected" },
    { key: "203.0.113.130", role: "actor" },
  ]);
  expect(traffic).toBeNull();
});

it("reads CEF and the logging service's JSON as the same", () => {
  expect(read("cef.log")[0]).toMatchObject({
    severity: "high",
    techniques: [{ id: "T1071" }],
    controlOutcome: "blocked",
  });
  expect(read("logging-service.json")[0]).toMatchObject({
    severity: "high",
    controlOutcome: "detected",
    rule: { id: "52020" },
  });
});

it("names what is missing", () => {
  expect(() => source.normalize({ type: "THREAT", subtype: "virus" }, {})).toThrow(/\$\.time_generated/);
});
