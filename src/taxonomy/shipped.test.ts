import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkTaxonomy } from "./check.ts";
import { type Classification, compileTaxonomy } from "./compile.ts";
import { type FactsFragment, fillFacts } from "./example-facts.ts";
import { findingText } from "./finding.ts";
import { loadTaxonomy } from "./load.ts";
import { RSIT_NAMES } from "./rsit.ts";
import { Taxonomy } from "./taxonomy.ts";

/** Those that are parts of others, which no type leads to. */
const PARTS = ["contain-account", "contain-device", "judge-address"];
const SHIPPED = readdirSync(new URL("../../playbooks", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !PARTS.includes(entry.name))
  .map(({ name }) => name);

const parsed = await loadTaxonomy(new URL("../../taxonomy", import.meta.url).pathname);
const classifier = compileTaxonomy(Taxonomy.parse(parsed.taxonomy));

function classify(fragment: FactsFragment): Classification {
  return classifier.classify(fillFacts(fragment));
}

describe("the shipped taxonomy", () => {
  it("can be put in force", () => {
    expect(checkTaxonomy(parsed, { playbooks: new Set(SHIPPED) }).map(findingText)).toEqual([]);
  });

  it("has RSIT's 11 classes and 39 types, and leads to every shipped playbook", () => {
    expect([...RSIT_NAMES.keys()].filter((code) => !code.includes("/"))).toHaveLength(11);
    expect(parsed.taxonomy?.types).toHaveLength(39);
    const run = new Set(parsed.taxonomy?.types.flatMap((type) => type.playbook.map((rule) => rule.run)));
    expect(SHIPPED.filter((name) => !run.has(name))).toEqual([]);
  });

  const cases: [string, FactsFragment, string, string | null][] = [
    [
      "an Okta user who reports a sign-in that was not theirs",
      { categories: ["user.account.report_suspicious_activity_by_enduser"], entity: { type: "user" } },
      "intrusions/unprivileged-account-compromise",
      "account-takeover",
    ],
    [
      "the same of an administrator",
      {
        categories: ["user.account.report_suspicious_activity_by_enduser"],
        entity: { type: "user", privileged: true },
      },
      "intrusions/privileged-account-compromise",
      "account-takeover",
    ],
    [
      "a Defender alert on a user's stolen credentials",
      { categories: ["CredentialAccess"], entity: { type: "user" } },
      "intrusions/unprivileged-account-compromise",
      "account-takeover",
    ],
    [
      "the same tactic on a device",
      { categories: ["CredentialAccess"], entity: { type: "device" } },
      "intrusions/system-compromise",
      "endpoint-malware",
    ],
    [
      "CrowdStrike's machine learning on a device",
      { categories: ["Machine Learning"], entity: { type: "device" } },
      "malicious-code/infected-system",
      "endpoint-malware",
    ],
    [
      "an administrator's everyday change, for which nobody is suspended",
      { categories: ["user.account.privilege.grant"], techniques: ["T1098.003"], entity: { type: "user" } },
      "information-content-security/unauthorised-information-modification",
      "unplanned-admin-change",
    ],
    [
      "a Suricata trojan signature",
      { categories: ["A Network Trojan was detected"], entity: { type: "device" } },
      "malicious-code/infected-system",
      "endpoint-malware",
    ],
    [
      "a Suricata scan signature",
      { categories: ["Detection of a Network Scan"], entity: { type: "ip" } },
      "information-gathering/scanner",
      "hostile-address",
    ],
    [
      "Okta ThreatInsight on an address",
      { categories: ["security.threat.detected"], entity: { type: "ip" } },
      "intrusion-attempts/brute-force",
      "password-guessing",
    ],
    [
      "GuardDuty on guessed ssh passwords",
      {
        categories: ["UnauthorizedAccess:EC2/SSHBruteForce"],
        entity: { type: "cloud-resource" },
        ips: ["198.51.100.4"],
      },
      "intrusion-attempts/brute-force",
      "password-guessing",
    ],
    [
      "a key used by a hostile address",
      { categories: ["UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom"], entity: { type: "access-key" } },
      "intrusions/unprivileged-account-compromise",
      "leaked-cloud-key",
    ],
    [
      "a key found in public",
      { categories: ["secret_scanning_alert"], entity: { type: "access-key" } },
      "information-content-security/data-leak",
      "leaked-cloud-key",
    ],
    [
      "a leak without a key",
      { categories: ["Effects/Data Exfiltration"], entity: { type: "cloud-resource" } },
      "information-content-security/data-leak",
      "data-exfiltration",
    ],
    [
      "a reported message",
      {
        title: "Email reported by user as malware or phish",
        categories: ["InitialAccess"],
        entity: { type: "mailbox" },
      },
      "fraud/phishing",
      "phishing-report",
    ],
    [
      "a Security Hub vulnerability",
      { categories: ["Software and Configuration Checks/Vulnerabilities/CVE"], entity: { type: "cloud-resource" } },
      "vulnerable/vulnerable-system",
      "critical-vulnerability",
    ],
    [
      "an Alertmanager alert about an instance",
      { ruleName: "InstanceDown", entity: { type: "device" } },
      "availability/outage",
      "triage-handoff",
    ],
    [
      "ransomware on a device",
      { categories: ["Ransomware"], techniques: ["T1486"], entity: { type: "device" } },
      "malicious-code/infected-system",
      "ransomware",
    ],
    [
      "a machine that calls its control server",
      { categories: ["Malware Command and Control Activity Detected"], entity: { type: "device" } },
      "malicious-code/infected-system",
      "control-channel",
    ],
    [
      "GuardDuty on the same in the cloud",
      { categories: ["Backdoor:EC2/C&CActivity.B!DNS"], entity: { type: "cloud-resource" } },
      "malicious-code/infected-system",
      "control-channel",
    ],
    [
      "somebody who moves from machine to machine",
      { categories: ["Lateral Movement"], entity: { type: "device" } },
      "intrusions/system-compromise",
      "lateral-movement",
    ],
    [
      "an attack on a web application",
      { categories: ["Web Application Attack"], entity: { type: "device" } },
      "intrusion-attempts/ids-alert",
      "web-attack",
    ],
    [
      "a stranger who reads a mailbox",
      { techniques: ["T1114.003"], entity: { type: "mailbox" } },
      "information-content-security/unauthorised-information-access",
      "mail-account-abuse",
    ],
    ["a flood", { categories: ["ddos"], entity: { type: "service" } }, "availability/ddos", "denial-of-service"],
    [
      "a store that everybody can read",
      { categories: ["Policy:S3/BucketAnonymousAccessGranted"], entity: { type: "cloud-resource" } },
      "vulnerable/information-disclosure",
      "public-exposure",
    ],
    ["a breach of house rules", { categories: ["policy-violation"] }, "other/other", "policy-violation"],
    ["a sample finding", { title: "[SAMPLE] anything", categories: ["Backdoor:EC2/Spambot"] }, "test/test", null],
    ["words nobody knows", { categories: ["something else"] }, "other/undetermined", "triage-handoff"],
  ];

  it.each(cases)("names %s", (_name, fragment, typeId, playbook) => {
    expect(classify(fragment)).toMatchObject({ typeId, playbook });
  });

  it("ranks by severity and by what the entity is worth", () => {
    const priority = (fragment: FactsFragment) => classify(fragment).priority;
    expect(priority({ severity: "critical", entity: { criticality: "critical" } })).toBe("critical");
    expect(priority({ severity: "high", entity: { criticality: "low" } })).toBe("high");
    expect(priority({ severity: "medium", entity: { criticality: "high" } })).toBe("high");
    expect(priority({ severity: "unknown" })).toBe("medium");
    expect(priority({ severity: "low" })).toBe("low");
  });

  it("gives graver incidents shorter times", () => {
    const times = (["critical", "high", "medium", "low"] as const).map(
      (severity) => classify({ severity, entity: { criticality: "critical" } }).resolveBySeconds,
    );
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("disregards only what was stopped, is of low severity, and touches nothing sensitive", () => {
    const disposition = (fragment: FactsFragment) => classify(fragment).initialDisposition;
    expect(disposition({ controlOutcome: "blocked", severity: "low" })).toBe("disregard");
    expect(disposition({ controlOutcome: "blocked", severity: "medium" })).toBe("unknown");
    expect(disposition({ controlOutcome: "detected", severity: "low" })).toBe("unknown");
    expect(disposition({ controlOutcome: "blocked", severity: "low", entity: { privileged: true } })).toBe("unknown");
    expect(disposition({ controlOutcome: "blocked", severity: "low", entity: { criticality: "high" } })).toBe(
      "unknown",
    );
    expect(disposition({ severity: "high", confidence: 90 })).toBe("suspicious");
  });

  it("keeps the source's own judgement, and a test is a test", () => {
    expect(classify({ initialDisposition: "false-positive" }).initialDisposition).toBe("false-positive");
    expect(classify({ categories: ["Watchdog"], severity: "high", confidence: 99 })).toMatchObject({
      initialDisposition: "test",
      priority: "low",
      playbook: null,
    });
  });

  it("escalates ransomware, whatever the entity", () => {
    const { escalations, priority } = classify({ techniques: ["T1486"], severity: "low", entity: { type: "device" } });
    expect(escalations.map((each) => each.to)).toContain("incident-lead");
    expect(priority).toBe("high");
  });
});
