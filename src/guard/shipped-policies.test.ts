/** What the shipped policies say of what shipped playbooks do: done at once, asked about, or never. */
import { expect, test } from "vitest";
import { capabilities } from "../connector/capabilities/catalog.ts";
import { EntityAttributes } from "../model/entity.ts";
import { compilePolicies } from "./compile-policies.ts";
import { decide } from "./decide.ts";
import { loadPolicies } from "./load.ts";

const files = await loadPolicies(new URL("../../policies", import.meta.url).pathname);
const { policySet } = compilePolicies(files, { capabilities: capabilities.values(), own: { domains: ["corp.test"] } });
const ACCOUNT = "intrusions/unprivileged-account-compromise";
const PHISHING = "fraud/phishing";

/** The decision on an entity by a stable playbook, in an incident of a type. */
function decisionOn(id: string, key: string, type: string, attributes: Partial<EntityAttributes>): string {
  const { effect, target } = capabilities.get(id)!;
  return decide(policySet!, {
    ...{ workspaceId: "00000000-0000-7000-8000-000000000000", playbook: { name: "sample", maturity: "stable" } },
    ...{ capability: id, effectClass: effect },
    entity: { type: target!.type, key, ...EntityAttributes.parse(attributes) },
    incident: { type, severity: "high", severityId: 4, priority: "high", confidence: 80 },
    at: new Date("2026-01-05T12:00:00Z"),
  }).decision;
}

test.each<[string, string, string, Partial<EntityAttributes>, string]>([
  ["identity.require-password-change", "ada@corp.test", ACCOUNT, {}, "allow"],
  ["identity.require-password-change", "ada@corp.test", PHISHING, {}, "allow"],
  ["identity.require-password-change", "ada@corp.test", "malicious-code/infected-system", {}, "ask"],
  ["identity.require-password-change", "root@corp.test", ACCOUNT, { privileged: true }, "ask"],
  ["identity.require-password-change", "svc@corp.test", ACCOUNT, { serviceAccount: true }, "refuse"],
  ["network.block-url", "https://bad.example.com/a", PHISHING, {}, "allow"],
  ["network.block-url", "https://bad.example.com/a", "information-gathering/scanner", {}, "ask"],
  ["network.block-url", "https://bad.example.com/a", PHISHING, { tags: ["partner"] }, "ask"],
  ["network.block-url", "https://www.corp.test/a", PHISHING, {}, "refuse"],
  ["network.block-url", "http://10.0.0.5/a", PHISHING, {}, "refuse"],
  ["network.block-url", "http://[::1]/a", PHISHING, {}, "refuse"],
  ["network.block-url", "http://0x7f.1/a", PHISHING, {}, "refuse"],
  ["network.block-url", "no url", PHISHING, {}, "refuse"],
  ["network.unblock-url", "https://bad.example.com/a", PHISHING, {}, "allow"],
  ["mail.quarantine", "helpdesk@bad.example.com", PHISHING, {}, "allow"],
  ["mail.quarantine", "ceo@corp.test", PHISHING, {}, "ask"],
  ["mail.quarantine", "ceo", PHISHING, {}, "ask"],
  ["mail.quarantine", "helpdesk@bad.example.com", "abusive-content/spam", {}, "ask"],
  ["mail.quarantine", "helpdesk@bad.example.com", PHISHING, { protected: true }, "refuse"],
  ["endpoint.block-hash", "0".repeat(64), "malicious-code/infected-system", {}, "ask"],
  ["endpoint.quarantine-file", "0".repeat(64), "malicious-code/infected-system", {}, "ask"],
  ["endpoint.collect-evidence", "dc1", "malicious-code/infected-system", { protected: true }, "allow"],
])("%s on %s in %s with %j: %5$s", (capability, key, type, attributes, decision) => {
  expect(decisionOn(capability, key, type, attributes)).toBe(decision);
});
