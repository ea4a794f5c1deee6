import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { crowdstrikeSource } from "./normalize.ts";

const device = { device_id: "aid1", hostname: "WS-7", local_ip: "10.0.0.7" };
const alert = {
  composite_id: "cid:ind:1",
  display_name: "KnownBadScript",
  description: "A script fetched another.",
  severity: 70,
  severity_name: "High",
  confidence: 80,
  timestamp: "2026-03-01T10:00:00.000Z",
  tactic: "Execution",
  technique: "PowerShell",
  technique_id: "T1059.001",
  status: "new",
  device,
  user_name: "ann",
  user_principal: "ann@corp.example",
  filepath: "C:\\Temp\\a.ps1",
  sha256: "a".repeat(64),
  sha1: "0".repeat(40),
  cmdline: "powershell -f a.ps1",
  network_accesses: [{ remote_address: "198.51.100.7" }],
  pattern_disposition_details: { detect: true, process_blocked: true },
};
const summary = {
  detection_id: "ldt:1:2",
  first_behavior: "2026-03-01T09:59:00Z",
  last_behavior: "2026-03-01T10:00:00Z",
  max_severity: 90,
  max_severity_displayname: "Critical",
  status: "false_positive",
  device,
  behaviors: [
    { display_name: "Small", severity: 10, technique_id: "CST0007", user_name: "SYSTEM" },
    {
      display_name: "Grave",
      severity: 90,
      technique_id: "T1003",
      technique: "Dumping",
      tactic: "Credential Access",
      user_name: "ann",
      pattern_disposition_details: { quarantine_file: true },
    },
  ],
};
const stream = {
  metadata: { eventType: "EppDetectionSummaryEvent", eventCreationTime: 1772359200000, offset: 1 },
  event: {
    CompositeId: "cid:ind:2",
    Name: "OverWatch",
    Severity: 4,
    ComputerName: "WS-8",
    UserName: "NT AUTHORITY\\SYSTEM",
    SensorId: "aid2",
    PatternDispositionDescription: "Detection, standard detection.",
    MitreAttack: [{ TechniqueID: "T1055", Technique: "Process Injection", Tactic: "Defense Evasion" }],
  },
};
const read = (raw: unknown) => AlertDraft.parse(crowdstrikeSource.normalize(raw, {}));

describe("an alert", () => {
  it("is about the host, known by its agent id too, and its user; remote addresses act", () => {
    expect(read(alert).entities).toMatchObject([
      { role: "affected", type: "device", key: "WS-7", aliases: ["aid1", "10.0.0.7"] },
      { role: "affected", type: "user", key: "ann@corp.example", aliases: ["ann"] },
      { role: "actor", type: "ip", key: "198.51.100.7" },
    ]);
  });

  it("says severity, confidence, technique and what the sensor did; a zero hash is none", () => {
    const draft = read(alert);
    expect(draft).toMatchObject({
      severity: "high",
      confidence: 80,
      controlOutcome: "blocked",
      techniques: [{ id: "T1059.001" }],
    });
    expect(draft.observables.filter(({ type }) => type === "hash")).toEqual([{ type: "hash", value: "a".repeat(64) }]);
  });

  it("of the identity product is about the account it starts from", () => {
    const { device: _, ...rest } = alert;
    const draft = read({
      ...rest,
      user_principal: "",
      user_name: "",
      source_account_upn: "bob@corp.example",
      source_endpoint_host_name: "WS-9",
    });
    expect(draft.entities.slice(0, 2)).toMatchObject([
      { type: "user", key: "bob@corp.example" },
      { type: "device", key: "WS-9" },
    ]);
  });

  it.each([
    [0, "unknown"],
    [5, "critical"],
    [19, "informational"],
    [20, "low"],
    [40, "medium"],
    [60, "high"],
    [80, "critical"],
    [101, "unknown"],
  ])("of severity %s without a name is %s", (severity, ours) => {
    expect(read({ ...alert, severity, severity_name: "" }).severity).toBe(ours);
  });

  it("keeps an analyst's word", () => {
    expect(read({ ...alert, status: "closed", tags: ["false_positive"] })).toMatchObject({
      disposition: "false-positive",
      resolved: true,
    });
  });
});

it("reads a detection summary by its gravest behavior, and nobody behind SYSTEM", () => {
  const draft = read(summary);
  expect(draft).toMatchObject({
    title: "Grave",
    severity: "critical",
    controlOutcome: "quarantined",
    disposition: "false-positive",
    resolved: true,
  });
  expect(draft.techniques.map(({ id }) => id)).toEqual(["T1003", "T1003"]);
  expect(draft.entities.map(({ key }) => key)).toEqual(["WS-7", "ann"]);
});

it("reads a streaming event, whose severities go to five", () => {
  const draft = read(stream);
  expect(draft).toMatchObject({
    uid: "cid:ind:2",
    severity: "high",
    time: "2026-03-01T10:00:00.000Z",
    controlOutcome: "detected",
    techniques: [{ id: "T1055" }],
  });
  expect(draft.entities).toMatchObject([{ type: "device", key: "WS-8", aliases: ["aid2"] }]);
});

it("reads the same event as the replicator writes it, and takes telemetry for no alert", () => {
  const flat = { ...stream.event, ExternalApiType: "Event_EppDetectionSummaryEvent", timestamp: "1772359200000" };
  expect(read(flat).uid).toBe("cid:ind:2");
  for (const raw of [
    { event_simpleName: "ProcessRollup2", aid: "a", CommandLine: "x" },
    { fdr_event_type: "DnsRequest", event: {} },
    { aid: "a", event: { event_simpleName: "DnsRequest" } },
    { metadata: { eventType: "AuthActivityAuditEvent" }, event: {} },
  ]) {
    expect(crowdstrikeSource.normalize(raw, {})).toBeNull();
  }
});

it("takes alerts out of an API answer", () => {
  expect(crowdstrikeSource.split?.({ resources: [alert, alert], errors: [] }, {})).toHaveLength(2);
});

it("names what is missing", () => {
  expect(() => crowdstrikeSource.normalize({ device }, {})).toThrow(/\$\.composite_id/);
  expect(() => crowdstrikeSource.normalize({ ...alert, timestamp: "x" }, {})).toThrow(/\$\.timestamp/);
});
