import { expect, it } from "vitest";
import { fillFacts } from "../taxonomy/example-facts.ts";
import { featureWords } from "./feature-words.ts";
import { featuresOf } from "./features.ts";

it.each([
  ["severity=high", "severity high"],
  ["technique=T1003", "technique T1003"],
  ["alerts=1", "a single alert"],
  ["alerts=8", "8 alerts or more"],
  ["confidence=80", "a confidence of 80 to 89"],
  ["entity=device:lt-0142", "device lt-0142"],
  ["entity=access-key:AKIA=1", "access key AKIA=1"],
  ["service-account", "service account"],
  ["hour=8", "between 8 and 12 o'clock UTC"],
  ["observable=ip:203.0.113.4", "ip 203.0.113.4 was seen"],
  ["rule+said=Wazuh/a rule of ours unknown", "this rule with first word unknown"],
  ["rule+entity=Wazuh/5710: device: up device:lt-0142", "this rule about device lt-0142"],
  ["rule+with=Wazuh/5710 user:a@example.com", "this rule together with user a@example.com"],
  ["rule+criticality=Wazuh/5710 medium", "this rule at criticality medium"],
])("%s is %s", (feature, words) => {
  expect(featureWords(feature)).toBe(words);
});

it("knows every name that the model sees", () => {
  const entity = { privileged: true, serviceAccount: true, protected: true, department: "Sales", tags: ["vip"] };
  const facts = fillFacts({
    ...{ entity: { type: "user", key: "ada", ...entity }, techniques: ["T1003"], categories: ["malware"] },
    ...{ entities: [{ type: "device", key: "lt-1" }], observables: [{ type: "ip", value: "203.0.113.4" }] },
    ...{ source: "Wazuh", ruleId: "5710", firstEventAt: "2026-11-29T08:00:00Z" },
  } as never);
  const features = featuresOf(facts);
  expect(features).toEqual(expect.arrayContaining(["weekend", "privileged", "rule+with=Wazuh/5710 device:lt-1"]));
  for (const feature of features) expect(featureWords(feature)).not.toMatch(/^[a-z+-]+=/);
});
