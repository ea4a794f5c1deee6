import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { alertmanagerSource } from "./normalize.ts";

const alert = {
  status: "firing",
  labels: {
    alertname: "TooManyLogins",
    severity: "warning",
    instance: "web01.example.com:9100",
    src_ip: "198.51.100.7",
    technique: "t1110",
  },
  annotations: { summary: "Many logins on web01", description: "More than 100 in a minute." },
  startsAt: "2026-03-01T10:00:00Z",
  endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "https://prometheus.example.com/graph",
  fingerprint: "c0ffee0123456789",
};
const read = (raw: unknown) => AlertDraft.parse(alertmanagerSource.normalize(raw, {}));
const withLabels = (labels: Record<string, string>) => read({ ...alert, labels: { alertname: "A", ...labels } });

describe("an alert", () => {
  it("is about the host without its port; the source address acts", () => {
    expect(read(alert)).toMatchObject({
      title: "Many logins on web01",
      severity: "medium",
      techniques: [{ id: "T1110" }],
      entities: [
        { role: "affected", type: "device", key: "web01.example.com" },
        { role: "actor", type: "ip", key: "198.51.100.7" },
      ],
    });
  });

  it("fires anew with each start, and its end is an alert of its own", () => {
    const resolved = { ...alert, status: "resolved", endsAt: "2026-03-01T11:00:00Z" };
    const uids = [alert, { ...alert }, { ...alert, startsAt: "2026-03-02T10:00:00Z" }, resolved].map(
      (one) => read(one).uid,
    );
    expect(uids[1]).toBe(uids[0]);
    expect(new Set(uids).size).toBe(3);
    expect(read(resolved)).toMatchObject({ resolved: true, lastSeen: "2026-03-01T11:00:00.000Z" });
  });

  it.each([
    [{ instance: "10.0.0.4:9100" }, "ip", "10.0.0.4"],
    [{ instance: "[2001:db8::1]:9100" }, "ip", "2001:db8::1"],
    [{ host: "db01", instance: "10.0.0.4:9100" }, "device", "db01"],
    [{ user: "ann", instance: "db01:9" }, "user", "ann"],
    [{ job: "backup" }, "service", "backup"],
  ])("with labels %j is about %s %s", (labels, type, key) => {
    expect(withLabels(labels).entities[0]).toMatchObject({ type, key, role: "affected" });
  });

  it.each([
    [{ severity: "page" }, "critical"],
    [{ severity: "INFO" }, "informational"],
    [{ priority: "P2" }, "high"],
    [{ severity: "purple" }, "unknown"],
    [{}, "unknown"],
  ])("with labels %j is %s", (labels, severity) => {
    expect(withLabels(labels).severity).toBe(severity);
  });

  it("of the API has its state inside, and without a fingerprint is known by its labels", () => {
    const { fingerprint: _, ...posted } = { ...alert, status: { state: "active", silencedBy: [] } };
    expect(read(posted).resolved).toBe(false);
    expect(read(posted).uid).toBe(read({ ...posted, annotations: {} }).uid);
    expect(read(posted).uid).not.toBe(read({ ...posted, labels: { ...alert.labels, zone: "b" } }).uid);
  });
});

it("takes the watchdog for no alert", () => {
  expect(alertmanagerSource.normalize({ ...alert, labels: { alertname: "Watchdog" } }, {})).toBeNull();
});

it("takes alerts out of the webhook's message", () => {
  expect(alertmanagerSource.split?.({ version: "4", alerts: [alert, alert] }, {})).toHaveLength(2);
});

it("names what is missing", () => {
  expect(() => alertmanagerSource.normalize({ ...alert, labels: {} }, {})).toThrow(/\$\.labels\.alertname/);
  expect(() => alertmanagerSource.normalize({ ...alert, startsAt: undefined }, {})).toThrow(/\$\.startsAt/);
});
