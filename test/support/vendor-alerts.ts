/** Alerts as their products send them, written by hand. */
import { randomUUID } from "node:crypto";

/** Okta System Log: somebody says that a sign-in to their account was not theirs. */
export function oktaReport(login: string): object {
  const who = { id: `00u${login}`, type: "User", alternateId: login, displayName: `Owner of ${login}` };
  return {
    uuid: randomUUID(),
    published: new Date().toISOString(),
    eventType: "user.account.report_suspicious_activity_by_enduser",
    version: "0",
    severity: "WARN",
    displayMessage: "User report suspicious activity",
    actor: who,
    client: {
      userAgent: { rawUserAgent: "ExampleBrowser/1.0", os: "Linux", browser: "UNKNOWN" },
      device: "Computer",
      ipAddress: "198.51.100.23",
      geographicalContext: { city: "Nowhere", country: "Examplia" },
    },
    outcome: { result: "SUCCESS", reason: null },
    target: [who],
    debugContext: { debugData: { requestUri: "/api/v1/users/me/report" } },
  };
}

let flows = 0;

/** Suricata EVE: an address outside tries many ports of one of ours. */
export function suricataScan(from: string): object {
  flows += 1;
  return {
    timestamp: new Date().toISOString(),
    flow_id: 1_000_000 + flows,
    in_iface: "eth0",
    event_type: "alert",
    src_ip: from,
    src_port: 40000 + flows,
    dest_ip: "10.1.2.3",
    dest_port: 3306,
    proto: "TCP",
    alert: {
      action: "allowed",
      gid: 1,
      signature_id: 9000001,
      rev: 2,
      signature: "SCAN many closed ports from one address",
      category: "Detection of a Network Scan",
      severity: 2,
      metadata: { confidence: ["High"] },
    },
  };
}
