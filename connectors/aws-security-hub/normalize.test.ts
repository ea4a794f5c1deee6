import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { securityHubSource } from "./normalize.ts";

const finding = {
  SchemaVersion: "2018-10-08",
  Id: "arn:aws:securityhub:eu-central-1:111122223333:finding/1",
  ProductName: "Inspector",
  CompanyName: "Amazon",
  GeneratorId: "inspector/cve",
  AwsAccountId: "111122223333",
  Types: ["Software and Configuration Checks/Vulnerabilities/CVE"],
  UpdatedAt: "2026-03-01T10:00:00.000Z",
  CreatedAt: "2026-02-01T10:00:00.000Z",
  Severity: { Label: "HIGH", Normalized: 70, Original: "8.1" },
  Title: "A library with a known fault",
  Resources: [
    { Type: "AwsEc2Instance", Id: "arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc", Tags: { Name: "shop" } },
  ],
  Vulnerabilities: [{ Id: "CVE-2026-0001" }],
  RecordState: "ACTIVE",
  Workflow: { Status: "NEW" },
};
const read = (raw: unknown) => AlertDraft.parse(securityHubSource.normalize(raw, {}));

describe("a finding", () => {
  it("names the product that found it, the instance and the vulnerability", () => {
    const draft = read(finding);
    expect(draft).toMatchObject({
      product: { name: "Inspector", vendor: "Amazon" },
      severity: "high",
      severityRaw: "8.1",
    });
    expect(draft.entities[0]).toMatchObject({ type: "device", key: "i-0abc", name: "shop", role: "affected" });
    expect(draft.observables).toContainEqual({ type: "other", value: "CVE-2026-0001" });
  });

  it("reads access keys with their users, actors as actors", () => {
    const Resources = [
      { Type: "AwsS3Bucket", Id: "arn:aws:s3:::ledger", ResourceRole: "Target" },
      {
        Type: "AwsIamAccessKey",
        Id: "AWS::IAM::AccessKey:AKIAEXAMPLE",
        ResourceRole: "Actor",
        Details: { AwsIamAccessKey: { UserName: "ann" } },
      },
    ];
    expect(read({ ...finding, Resources }).entities).toMatchObject([
      {
        role: "affected",
        type: "cloud-resource",
        key: "arn:aws:s3:::ledger",
        name: "arn:aws:s3:::ledger".split(":").at(-1),
      },
      { role: "actor", type: "access-key", key: "AKIAEXAMPLE" },
      { role: "actor", type: "user", key: "ann" },
      { role: "affected", type: "cloud-account" },
    ]);
  });

  it("knows the remote side by the direction of traffic", () => {
    const Network = { Direction: "OUT", SourceIpV4: "10.0.0.4", DestinationIpV4: "198.51.100.7" };
    expect(read({ ...finding, Network }).entities).toContainEqual(
      expect.objectContaining({ role: "actor", key: "198.51.100.7" }),
    );
  });

  it.each([
    [{ Normalized: 0 }, "informational"],
    [{ Normalized: 39 }, "low"],
    [{ Normalized: 69 }, "medium"],
    [{ Normalized: 89 }, "high"],
    [{ Normalized: 90 }, "critical"],
    [{ Label: "WORSE" }, "unknown"],
  ])("without a known label takes the band of %j", (Severity, severity) => {
    expect(read({ ...finding, Severity }).severity).toBe(severity);
  });

  it.each([
    [{ Sample: true }, "test"],
    [{ VerificationState: "FALSE_POSITIVE" }, "false-positive"],
    [{ VerificationState: "BENIGN_POSITIVE" }, "benign"],
    [{ Workflow: { Status: "SUPPRESSED" } }, "disregard"],
    [{}, "unknown"],
  ])("with %j is %s at first", (change, disposition) => {
    expect(read({ ...finding, ...change }).disposition).toBe(disposition);
  });

  it("is resolved when archived or resolved there, and no alert when the control passed", () => {
    expect(read({ ...finding, RecordState: "ARCHIVED" }).resolved).toBe(true);
    expect(read({ ...finding, Workflow: { Status: "RESOLVED" } }).resolved).toBe(true);
    expect(securityHubSource.normalize({ ...finding, Compliance: { Status: "PASSED" } }, {})).toBeNull();
  });
});

it.each([[finding], [{ Findings: [finding] }], [{ source: "aws.securityhub", detail: { findings: [finding] } }]])(
  "comes out of its envelope",
  (document) => {
    expect(securityHubSource.split?.(document, {})).toEqual([finding]);
  },
);

it("names what is missing", () => {
  expect(() => securityHubSource.normalize({ ...finding, GeneratorId: "" }, {})).toThrow(/\$\.GeneratorId/);
});
