import { expect, it } from "vitest";
import { entitiesOfLabels, observablesOfLabels, severityOfLabels, techniquesOfLabels } from "./labels.ts";

it("finds who is meant by names in common use, and a host without its port", () => {
  const labels = { instance: "[2001:db8::1]:9100", src_ip: "203.0.113.4", job: "node" };
  expect(entitiesOfLabels(labels).map(({ role, type, key }) => [role, type, key])).toEqual([
    ["affected", "ip", "2001:db8::1"],
    ["actor", "ip", "203.0.113.4"],
  ]);
  expect(observablesOfLabels(labels)).toEqual([{ type: "ip", value: "203.0.113.4" }]);
});

it("names the job only when nothing else is named", () => {
  expect(entitiesOfLabels({ job: "node" })).toMatchObject([{ type: "service", key: "node" }]);
});

it("keeps the word of the severity, and knows only those in common use", () => {
  expect(severityOfLabels({ priority: "P1" })).toEqual({ severity: "critical", severityRaw: "P1" });
  expect(severityOfLabels({ severity: "purple" })).toEqual({ severity: "unknown", severityRaw: "purple" });
});

it("reads techniques of labels before those of annotations", () => {
  expect(techniquesOfLabels({ technique: "t1110" }, { mitre: "T1566.001" })).toEqual([
    { id: "T1110" },
    { id: "T1566.001" },
  ]);
});
