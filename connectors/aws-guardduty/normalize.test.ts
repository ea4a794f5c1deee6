import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { guardDutySource } from "./normalize.ts";

const finding = {
  schemaVersion: "2.0",
  accountId: "111122223333",
  region: "eu-central-1",
  partition: "aws",
  id: "f-1",
  type: "UnauthorizedAccess:EC2/SSHBruteForce",
  severity: 5,
  title: "Somebody guesses passwords of i-0abc.",
  description: "Many logins.",
  createdAt: "2026-03-01T10:00:00.000Z",
  updatedAt: "2026-03-01T10:05:00.000Z",
  resource: {
    resourceType: "Instance",
    instanceDetails: {
      instanceId: "i-0abc",
      tags: [{ key: "Name", value: "bastion" }],
      networkInterfaces: [{ privateIpAddress: "10.0.0.4", publicIp: "192.0.2.4", ipv6Addresses: [] }],
    },
  },
  service: {
    eventFirstSeen: "2026-03-01T09:58:00Z",
    eventLastSeen: "2026-03-01T10:04:00Z",
    archived: false,
    resourceRole: "TARGET",
    action: {
      actionType: "NETWORK_CONNECTION",
      networkConnectionAction: {
        blocked: false,
        remoteIpDetails: { ipAddressV4: "198.51.100.7" },
        localPortDetails: { port: 22 },
      },
    },
  },
};
const read = (raw: unknown) => AlertDraft.parse(guardDutySource.normalize(raw, {}));

describe("a finding", () => {
  it("is about the instance; the remote address acts", () => {
    expect(read(finding).entities).toMatchObject([
      { role: "affected", type: "device", key: "i-0abc", name: "bastion", aliases: ["10.0.0.4", "192.0.2.4"] },
      { role: "affected", type: "cloud-resource", key: "arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc" },
      { role: "actor", type: "ip", key: "198.51.100.7" },
      { role: "affected", type: "cloud-account", key: "111122223333" },
    ]);
  });

  it("happened when the event was last seen, and carries technique and outcome", () => {
    expect(read(finding)).toMatchObject({
      time: "2026-03-01T10:04:00.000Z",
      firstSeen: "2026-03-01T09:58:00.000Z",
      techniques: [{ id: "T1110" }],
      controlOutcome: "allowed",
      categories: ["UnauthorizedAccess:EC2/SSHBruteForce", "UnauthorizedAccess", "UnauthorizedAccess:EC2"],
    });
  });

  it.each([
    [0, "unknown"],
    [1, "low"],
    [3.9, "low"],
    [4, "medium"],
    [6.9, "medium"],
    [7, "high"],
    [9, "critical"],
    ["8.0", "high"],
  ])("of severity %s is %s", (severity, ours) => {
    expect(read({ ...finding, severity })).toMatchObject({ severity: ours, severityRaw: String(severity) });
  });

  it.each([
    [{ title: "[SAMPLE] Somebody guesses" }],
    [{ service: { ...finding.service, additionalInfo: { sample: true } } }],
  ])("made as a sample is a test", (change) => {
    expect(read({ ...finding, ...change }).disposition).toBe("test");
  });

  it("that is archived is resolved", () => {
    expect(read({ ...finding, service: { ...finding.service, archived: true } }).resolved).toBe(true);
  });

  it("on an access key is about the key first, then its user; nobody is behind an anonymous one", () => {
    const accessKeyDetails = { accessKeyId: "AKIAEXAMPLE", principalId: "AIDAEXAMPLE", userName: "ann" };
    const keyed = read({ ...finding, resource: { resourceType: "AccessKey", accessKeyDetails } });
    expect(keyed.entities.slice(0, 2)).toMatchObject([
      { type: "access-key", key: "AKIAEXAMPLE" },
      { type: "user", key: "ann", aliases: ["AIDAEXAMPLE"] },
    ]);
    const anonymous = {
      resourceType: "AccessKey",
      accessKeyDetails: { ...accessKeyDetails, userName: "ANONYMOUS_PRINCIPAL" },
    };
    expect(read({ ...finding, resource: anonymous }).entities.map(({ type }) => type)).not.toContain("access-key");
  });

  it("that is an attack sequence names its techniques itself", () => {
    const draft = read({
      ...finding,
      type: "AttackSequence:IAM/CompromisedCredentials",
      description: "techniques observed: T1562.008 - Impair Defenses, T1098 - Account Manipulation",
    });
    expect(draft.techniques.map(({ id }) => id)).toEqual(["T1562.008", "T1098"]);
  });
});

describe("envelopes", () => {
  const event = { source: "aws.guardduty", "detail-type": "GuardDuty Finding", detail: finding };
  const sns = {
    Type: "Notification",
    TopicArn: "arn:aws:sns:eu-central-1:111122223333:t",
    Message: JSON.stringify(event),
  };

  it.each([[finding], [event], [sns], [{ findings: [finding] }], [[event]]])("come off", (document) => {
    expect(guardDutySource.split?.(document, {})).toEqual([finding]);
  });

  it("that only confirm a subscription hold no alert", () => {
    expect(guardDutySource.split?.({ ...sns, Type: "SubscriptionConfirmation" }, {})).toEqual([]);
  });
});

it.each([
  ["$.type", { ...finding, type: undefined }],
  ["$.id", { ...finding, id: "" }],
  ["$.updatedAt", { ...finding, service: {}, updatedAt: "soon", createdAt: undefined }],
  ["$", "text"],
])("names %s when it is missing or wrong", (path, raw) => {
  expect(() => guardDutySource.normalize(raw, {})).toThrow(
    expect.objectContaining({ root: "input", details: { path } }),
  );
});
