import { describe, expect, it } from "vitest";
import { asksIntelligence, factOf } from "./facts.ts";

describe("a condition that a field of the incident answers", () => {
  it.each([
    ["severity is high or critical", 'incident.severity in ["high", "critical"]'],
    ["the severity is medium or above", "incident.severityId >= 3"],
    ["severity is low", 'incident.severity == "low"'],
    ["the affected account is privileged", "incident.entity.privileged"],
    ["the account is a service account", "incident.entity.serviceAccount"],
    ["the server is business-critical", 'incident.entity.criticality == "critical"'],
    ["more than five hosts are affected", "size(incident.devices) > 5"],
    ["multiple users are affected", "size(incident.users) > 1"],
  ])("%s", (condition, fact) => expect(factOf(condition)).toBe(fact));
});

describe("any other is for a person", () => {
  it.each([
    "the account is not privileged",
    "severity is high and the host is down",
    "more than 5 users complain",
    "the user clicked",
  ])("%s", (condition) => expect(factOf(condition)).toBe(null));
});

it("what is called malicious can be asked of intelligence", () => {
  expect(
    ["the IP is malicious", "it is known to be bad", "it is not malicious", "it is open"].map(asksIntelligence),
  ).toEqual([true, true, false, false]);
});
