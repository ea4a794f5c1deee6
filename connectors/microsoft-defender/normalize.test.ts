import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { defenderSource } from "./normalize.ts";

const kind = (name: string) => ({ "@odata.type": `#microsoft.graph.security.${name}` });
const alert = {
  id: "da1",
  title: "Suspicious sign-in",
  description: "From an unusual place.",
  severity: "high",
  status: "new",
  category: "InitialAccess",
  serviceSource: "microsoftDefenderForEndpoint",
  mitreTechniques: ["T1078", "t1110.003"],
  createdDateTime: "2026-03-01T10:02:00Z",
  firstActivityDateTime: "2026-03-01T09:58:00Z",
  lastActivityDateTime: "2026-03-01T10:00:00.1234567Z",
  alertWebUrl: "https://security.example.com/alerts/da1",
  evidence: [
    { ...kind("ipEvidence"), ipAddress: "198.51.100.7" },
    { ...kind("deviceEvidence"), deviceDnsName: "ws-7.corp.example", mdeDeviceId: "mde1", roles: ["compromised"] },
    {
      ...kind("userEvidence"),
      userAccount: { accountName: "ann", userPrincipalName: "ann@corp.example", displayName: "Ann Lee" },
    },
    {
      ...kind("fileEvidence"),
      detectionStatus: "prevented",
      fileDetails: { fileName: "a.exe", filePath: "C:\\Temp", sha256: "A".repeat(64) },
    },
    { ...kind("somethingNewEvidence"), x: 1 },
  ],
};
const read = (raw: unknown) => AlertDraft.parse(defenderSource.normalize(raw, {}));

describe("a Graph alert", () => {
  it("is about the account, then the device; the address acts", () => {
    expect(read(alert).entities).toMatchObject([
      { role: "affected", type: "user", key: "ann@corp.example", name: "Ann Lee", aliases: ["ann"] },
      { role: "affected", type: "device", key: "ws-7.corp.example", aliases: ["mde1"] },
      { role: "actor", type: "ip", key: "198.51.100.7" },
    ]);
  });

  it("has its last activity as time, its techniques, and what was prevented", () => {
    expect(read(alert)).toMatchObject({
      time: "2026-03-01T10:00:00.1234567Z",
      techniques: [{ id: "T1078" }, { id: "T1110.003" }],
      controlOutcome: "blocked",
      product: { name: "microsoftDefenderForEndpoint", vendor: "Microsoft" },
    });
    expect(read(alert).observables).toContainEqual({ type: "file", value: "C:\\Temp\\a.exe" });
  });

  it("follows the role that the evidence has", () => {
    const evidence = [
      { ...kind("ipEvidence"), ipAddress: "10.0.0.4", roles: ["attacked"] },
      { ...kind("userEvidence"), roles: ["attacker"], userAccount: { accountName: "bob" } },
    ];
    expect(read({ ...alert, evidence }).entities.map(({ key, role }) => [key, role])).toEqual([
      ["bob", "actor"],
      ["10.0.0.4", "affected"],
    ]);
  });

  it("on a mail message is about the recipient's mailbox; the sender acts", () => {
    const evidence = [
      {
        ...kind("analyzedMessageEvidence"),
        recipientEmailAddress: "ann@corp.example",
        p2Sender: { emailAddress: "x@evil.example" },
        senderIp: "198.51.100.9",
        urls: ["https://evil.example/a"],
      },
    ];
    const draft = read({ ...alert, evidence });
    expect(draft.entities[0]).toMatchObject({ type: "mailbox", key: "ann@corp.example", role: "affected" });
    expect(draft.observables).toContainEqual({ type: "url", value: "https://evil.example/a" });
  });

  it.each([
    [{ classification: "falsePositive" }, "false-positive"],
    [{ classification: "truePositive" }, "true-positive"],
    [{ classification: "informationalExpectedActivity" }, "benign"],
    [{ classification: "informationalExpectedActivity", determination: "securityTesting" }, "test"],
    [{}, "unknown"],
  ])("with %j is %s at first", (change, disposition) => {
    expect(read({ ...alert, ...change }).disposition).toBe(disposition);
  });
});

it("reads an alert of the older API", () => {
  const draft = read({
    id: "da2",
    title: "Old",
    severity: "Medium",
    status: "Resolved",
    alertCreationTime: "2026-03-01T10:00:00Z",
    lastEventTime: "2026-03-01T09:59:00Z",
    machineId: "mde1",
    computerDnsName: "WS-7",
    relatedUser: { userName: "ann", domainName: "CORP" },
    mitreTechniques: [],
    evidence: [
      { entityType: "File", fileName: "a.exe", filePath: "C:\\Temp", sha1: "b".repeat(40) },
      { entityType: "Ip", ipAddress: "198.51.100.7" },
    ],
  });
  expect(draft).toMatchObject({ severity: "medium", resolved: true, time: "2026-03-01T09:59:00.000Z" });
  expect(draft.entities.map(({ type, key }) => `${type}:${key}`)).toEqual([
    "device:WS-7",
    "user:ann",
    "ip:198.51.100.7",
  ]);
});

describe("envelopes", () => {
  it("come off a list and a notification that carries the alert", () => {
    expect(defenderSource.split?.({ value: [alert, alert] }, {})).toHaveLength(2);
    expect(read({ subscriptionId: "s", changeType: "created", resourceData: alert }).uid).toBe("da1");
  });

  it("with an id only are refused with what to do instead", () => {
    expect(() => defenderSource.normalize({ subscriptionId: "s", resourceData: { id: "da1" } }, {})).toThrow(
      expect.objectContaining({ code: "normalize.notification-only" }),
    );
  });
});

describe("clientState", () => {
  const check = (body: unknown) =>
    defenderSource.verify?.check(
      { headers: {}, body: new TextEncoder().encode(JSON.stringify(body)) },
      "s3cret",
      new Date(),
      {},
    );

  it("has to be in every notification", () => {
    expect(() => check({ value: [{ clientState: "s3cret" }, { clientState: "s3cret" }] })).not.toThrow();
    for (const body of [
      { value: [] },
      { value: [{ clientState: "s3cret" }, { clientState: "other" }] },
      [],
      "x",
      { value: [{}] },
    ]) {
      expect(() => check(body)).toThrow(expect.objectContaining({ root: "refused", code: "ingest.bad-signature" }));
    }
  });
});
