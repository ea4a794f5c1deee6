import { describe, expect, it } from "vitest";
import { AlertDraft } from "../model/alert.ts";
import { toDetectionFinding } from "./finding.ts";

const meta = { connection: "door", receivedAt: new Date("2026-03-01T10:00:05Z"), ingestId: "d-1" };
const draft = AlertDraft.parse({
  uid: "a-1",
  title: "Somebody knocked",
  severity: "high",
  severityRaw: "P2",
  time: "2026-03-01T11:00:00.000+01:00",
  rule: { id: "r-1", name: "Knock" },
  product: { name: "Door", vendor: "Example" },
});
const finding = (change: Partial<AlertDraft> = {}) => toDetectionFinding({ ...draft, ...change }, meta);

describe("a Detection Finding", () => {
  it("has the class, the times in epoch milliseconds and where it came from", () => {
    expect(finding()).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
      type_uid: 200401,
      activity_id: 1,
      is_alert: true,
      time: Date.parse("2026-03-01T10:00:00Z"),
      severity_id: 4,
      severity: "High",
      status_id: 1,
      unmapped: { severity: "P2" },
      metadata: {
        version: "1.8.0",
        uid: "d-1",
        original_event_uid: "a-1",
        log_name: "door",
        product: { name: "Door", vendor_name: "Example" },
      },
      finding_info: { uid: "a-1", analytic: { type_id: 1, uid: "r-1", name: "Knock" } },
    });
  });

  it("closes when the source says that it is over", () => {
    expect(finding({ resolved: true })).toMatchObject({ type_uid: 200403, activity_id: 3, status_id: 4 });
  });

  it("keeps a sub-technique under its technique", () => {
    const { attacks } = finding({
      techniques: [{ id: "T1110.003", name: "Password Spraying", tactic: "Credential Access" }, { id: "T1046" }],
    }).finding_info as { attacks: unknown };
    expect(attacks).toEqual([
      {
        technique: { uid: "T1110" },
        sub_technique: { uid: "T1110.003", name: "Password Spraying" },
        tactic: { name: "Credential Access" },
      },
      { technique: { uid: "T1046" } },
    ]);
  });

  it("names the profiles of what it adds: verdict, control outcome, actor", () => {
    const full = finding({
      disposition: "test",
      controlOutcome: "quarantined",
      entities: [{ type: "user", key: "ann@example.com", name: "Ann", role: "actor", aliases: [] }],
    });
    expect(full).toMatchObject({
      verdict_id: 6,
      action_id: 2,
      disposition_id: 3,
      actor: { user: { uid: "ann@example.com", email_addr: "ann@example.com" } },
      metadata: { profiles: ["host", "incident", "security_control"] },
    });
    expect(finding().metadata).not.toHaveProperty("profiles");
  });

  it("puts affected entities into resources and device, addresses into evidence", () => {
    const placed = finding({
      entities: [
        { type: "device", key: "ws-7", name: "WS-7", role: "affected", aliases: ["aid1"] },
        { type: "ip", key: "198.51.100.7", name: "198.51.100.7", role: "actor", aliases: [] },
      ],
      observables: [
        { type: "file", value: "C:\\Temp\\a.exe" },
        { type: "hash", value: "a".repeat(64) },
      ],
    });
    expect(placed).toMatchObject({
      resources: [{ uid: "ws-7", type: "Device", role_id: 3 }],
      device: { hostname: "ws-7", uid: "aid1", type_id: 0 },
      evidences: [
        { src_endpoint: { ip: "198.51.100.7" } },
        { file: { name: "a.exe", type_id: 1, hashes: [{ algorithm_id: 3, value: "a".repeat(64) }] } },
      ],
      observables: [{ type_id: 45 }, { type_id: 8 }],
    });
  });

  it.each([
    [0, 0],
    [20, 1],
    [50, 2],
    [99.6, 3],
  ])("of confidence %s has confidence_id %s", (confidence, id) => {
    expect(finding({ confidence })).toMatchObject({ confidence_score: Math.round(confidence), confidence_id: id });
  });
});
