import { describe, expect, it } from "vitest";
import { AlertDraft } from "../../src/model/alert.ts";
import { isInternal } from "./internal-address.ts";
import { suricataSource } from "./normalize.ts";
import { suricataSettings } from "./settings.ts";

const settings = suricataSettings.parse({});
const event = {
  timestamp: "2026-03-01T10:00:00.123456+0100",
  flow_id: 17,
  event_type: "alert",
  src_ip: "198.51.100.7",
  src_port: 40000,
  dest_ip: "10.0.0.4",
  dest_port: 22,
  proto: "TCP",
  alert: {
    action: "allowed",
    gid: 1,
    signature_id: 9000001,
    signature: "LOCAL SSH brute force",
    category: "Attempted login",
    severity: 2,
  },
};
const read = (raw: unknown, given = settings) => AlertDraft.parse(suricataSource.normalize(raw, given));
const sides = (raw: unknown, given = settings) => read(raw, given).entities.map(({ role, key }) => [role, key]);

describe("which side is ours", () => {
  it("is the internal one, whoever sent the packet", () => {
    const expected = [
      ["affected", "10.0.0.4"],
      ["actor", "198.51.100.7"],
    ];
    expect(sides(event)).toEqual(expected);
    expect(sides({ ...event, src_ip: "10.0.0.4", dest_ip: "198.51.100.7" })).toEqual(expected);
  });

  it("follows the home networks where they are set", () => {
    const home = suricataSettings.parse({ homeNetworks: ["192.0.2.0/24", "2001:db8::/32"] });
    expect(sides({ ...event, src_ip: "10.9.9.9", dest_ip: "192.0.2.5" }, home)[0]).toEqual(["affected", "192.0.2.5"]);
    expect(sides({ ...event, src_ip: "2001:db8::5", dest_ip: "2001:4860::1" }, home)[0]).toEqual([
      "affected",
      "2001:db8::5",
    ]);
  });

  it("is the receiver between two of a kind, unless the rule names its target", () => {
    const inside = { ...event, src_ip: "10.0.0.9" };
    expect(sides(inside)[0]).toEqual(["affected", "10.0.0.4"]);
    const alert = { ...event.alert, source: { ip: "10.0.0.4" }, target: { ip: "10.0.0.9" } };
    expect(sides({ ...inside, alert })[0]).toEqual(["affected", "10.0.0.9"]);
  });

  it.each(["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "8.8.8.8", "no address"])(
    "%s is outside",
    (ip) => {
      expect(isInternal(ip, [])).toBe(false);
    },
  );

  it.each(["10.1.2.3", "172.16.0.1", "192.168.1.1", "::ffff:10.0.0.1", "fd00::1", "fe80::1", "127.0.0.1"])(
    "%s is inside",
    (ip) => {
      expect(isInternal(ip, [])).toBe(true);
    },
  );
});

describe("an alert", () => {
  it("has the engine's time with its zone, the rule, the outcome and what its name says", () => {
    expect(read(event)).toMatchObject({
      time: "2026-03-01T10:00:00.123456+01:00",
      severity: "medium",
      rule: { id: "1:9000001", name: "LOCAL SSH brute force" },
      controlOutcome: "detected",
      techniques: [{ id: "T1110" }],
    });
  });

  it("takes techniques and confidence from the rule's own metadata first", () => {
    const metadata = { mitre_technique_id: ["T1595"], mitre_technique_name: ["Active_Scanning"], confidence: ["High"] };
    const draft = read({ ...event, alert: { ...event.alert, metadata, action: "blocked" } });
    expect(draft).toMatchObject({
      techniques: [{ id: "T1595", name: "Active Scanning" }],
      confidence: 90,
      controlOutcome: "blocked",
    });
  });

  it("is another alert for another packet, the same when delivered again", () => {
    expect(read(event).uid).toBe(read({ ...event }).uid);
    expect(read({ ...event, dest_port: 23 }).uid).not.toBe(read(event).uid);
  });

  it("shows what was asked for over HTTP, DNS and TLS", () => {
    const draft = read({
      ...event,
      http: { hostname: "evil.example", url: "/a", http_user_agent: "x/1" },
      dns: { query: [{ rrname: "q.example" }] },
      tls: { sni: "s.example" },
    });
    expect(draft.observables).toEqual(
      expect.arrayContaining([
        { type: "url", value: "http://evil.example/a" },
        { type: "domain", value: "q.example" },
        { type: "domain", value: "s.example" },
        { type: "user-agent", value: "x/1" },
      ]),
    );
  });
});

it("takes other event types for no alert", () => {
  expect(suricataSource.normalize({ ...event, event_type: "flow" }, settings)).toBeNull();
});

it("names what is missing", () => {
  expect(() => suricataSource.normalize({ ...event, alert: {} }, settings)).toThrow(/\$\.alert\.signature_id/);
  expect(() => suricataSource.normalize({ ...event, timestamp: "now" }, settings)).toThrow(/\$\.timestamp/);
});
