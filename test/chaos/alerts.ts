/** Alerts as the products send them, in our own words, each about an entity of its own. */
import { agentOf, hostOf, keyOf, loginOf } from "./company.ts";

export interface SentAlert {
  connection: string;
  /** The product's own id, as the normalizer reads it. */
  uid: string;
  body: unknown;
}

/** The connections the alerts come by. */
export const SOURCES = [
  { name: "okta", connector: "okta", settings: {} },
  { name: "crowdstrike", connector: "crowdstrike", settings: {} },
  { name: "guardduty", connector: "aws-guardduty", settings: {} },
  { name: "suricata", connector: "suricata", settings: { homeNetworks: ["2001:db8:1::/48"] } },
];

export const attackerOf = (n: number) => `2001:db8:bad::${(n + 1).toString(16)}`;

/** The n-th alert of the run: the kinds take turns, and each entity comes once. */
export function alertNumber(n: number): SentAlert {
  const kind = [takenOverAccount, infectedDevice, scan, leakedKey][n % 4]!;
  return kind(Math.floor(n / 4), new Date().toISOString());
}

/** A scan by the n-th of those addresses that no other alert is about. */
export function lateScan(n: number): SentAlert {
  return scan(LATE + n, new Date().toISOString());
}

/** Addresses have four hexadecimal digits to be told apart by. */
const LATE = 60_000;

/** Another alert about the device of the n-th: it joins that one's incident while it is open, and opens no second one at the same time. */
export function anotherOf(n: number): SentAlert {
  return infectedDevice(Math.floor(n / 4), new Date().toISOString(), 2);
}

function takenOverAccount(n: number, now: string): SentAlert {
  const uid = `okta-${n}`;
  const who = { id: `00uchaos${n}`, type: "User", alternateId: loginOf(n), displayName: `Person ${n}` };
  const body = {
    uuid: uid,
    published: now,
    eventType: "user.account.report_suspicious_activity_by_enduser",
    severity: "WARN",
    displayMessage: "User report suspicious activity",
    actor: who,
    client: { ipAddress: "198.51.100.23" },
    outcome: { result: "SUCCESS" },
    target: [who],
  };
  return { connection: "okta", uid, body };
}

function infectedDevice(n: number, now: string, again = 1): SentAlert {
  const uid = `cs-${n}-${again}`;
  const body = {
    composite_id: uid,
    status: "new",
    name: "SuspiciousPowerShellDownload",
    display_name: "SuspiciousPowerShellDownload",
    description: "A document started PowerShell with an encoded command.",
    tactic: "Execution",
    tactic_id: "TA0002",
    technique: "PowerShell",
    technique_id: "T1059.001",
    severity: 70,
    severity_name: "High",
    confidence: 90,
    timestamp: now,
    sha256: "4f2a9c1d7e6b3a5084c1f0e9d8b7a6c5e4f3029181706f5e4d3c2b1a09f8e7d6",
    device: { device_id: agentOf(n), hostname: hostOf(n).toUpperCase(), product_type_desc: "Workstation" },
  };
  return { connection: "crowdstrike", uid, body };
}

function scan(n: number, now: string): SentAlert {
  const [from, to] = [attackerOf(n), `2001:db8:1::${(n + 1).toString(16)}`];
  const uid = `${n}|||1:9000001|${now}|${from}|51532|${to}|3306|TCP`;
  const body = {
    timestamp: now,
    flow_id: n,
    event_type: "alert",
    src_ip: from,
    src_port: 51532,
    dest_ip: to,
    dest_port: 3306,
    proto: "TCP",
    alert: {
      action: "allowed",
      gid: 1,
      signature_id: 9000001,
      signature: "SCAN many closed ports from one address",
      category: "Detection of a Network Scan",
      severity: 3,
      metadata: { confidence: ["High"] },
    },
  };
  return { connection: "suricata", uid, body };
}

function leakedKey(n: number, now: string): SentAlert {
  const uid = `gd-${n}`;
  const detail = {
    schemaVersion: "2.0",
    accountId: "111122223333",
    region: "eu-central-1",
    partition: "aws",
    id: uid,
    arn: `arn:aws:guardduty:eu-central-1:111122223333:detector/0/finding/${uid}`,
    type: "UnauthorizedAccess:IAMUser/MaliciousIPCaller",
    resource: {
      resourceType: "AccessKey",
      accessKeyDetails: {
        accessKeyId: keyOf(n),
        principalId: `AIDA${n}`,
        userType: "IAMUser",
        userName: `reports-${n}`,
      },
    },
    service: {
      serviceName: "guardduty",
      action: {
        actionType: "AWS_API_CALL",
        awsApiCallAction: {
          api: "ListBuckets",
          serviceName: "s3.amazonaws.com",
          remoteIpDetails: { ipAddressV4: "198.51.100.99" },
        },
      },
      eventFirstSeen: now,
      eventLastSeen: now,
      archived: false,
      count: 1,
    },
    severity: 8,
    createdAt: now,
    updatedAt: now,
    title: `API ListBuckets was called with the key of reports-${n}.`,
    description: "An address on a threat list.",
  };
  const body = { version: "0", "detail-type": "GuardDuty Finding", source: "aws.guardduty", time: now, detail };
  return { connection: "guardduty", uid, body };
}
