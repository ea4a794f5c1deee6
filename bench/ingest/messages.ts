/** Alerts as four products send them, each with an id of its own, about hosts and people of a company of a few hundred. */

/** What is fixed of a message, around what is not. */
export interface Template {
  connection: string;
  make(n: number, uid: string, at: string): string;
}

const host = (n: number) => `ws-${n % 400}`;
const user = (n: number) => `user${n % 300}@example.com`;
const hex = (n: number, length: number) => n.toString(16).padStart(8, "0").repeat(8).slice(0, length);

const RULES = [
  ["T1059.001", "Execution", "PowerShell", "Encoded command"],
  ["T1003.001", "Credential Access", "LSASS Memory", "Memory of the logon process read"],
  ["T1055", "Defense Evasion", "Process Injection", "Code put into another process"],
] as const;

function endpoint(n: number, uid: string, at: string): string {
  const [technique, tactic, name, title] = RULES[n % RULES.length]!;
  const agent = hex(n % 400, 32);
  return JSON.stringify({
    ...{
      composite_id: `${hex(7, 32)}:ind:${agent}:${uid}`,
      id: `ind:${agent}:${uid}`,
      cid: hex(7, 32),
      agent_id: agent,
    },
    ...{
      type: "ldt",
      product: "epp",
      status: "new",
      name: title,
      display_name: title,
      scenario: "suspicious_activity",
    },
    ...{ description: `${title}: a document started a program that is not usually started by documents.` },
    ...{ tactic, tactic_id: "TA0002", technique: name, technique_id: technique, severity: 30 + (n % 4) * 20 },
    ...{ confidence: 80, timestamp: at, created_timestamp: at, updated_timestamp: at, filename: "powershell.exe" },
    ...{
      filepath: "\\Device\\HarddiskVolume3\\Windows\\System32\\powershell.exe",
      sha256: hex(n, 64),
      process_id: "8812",
    },
    ...{
      cmdline: `powershell.exe -nop -w hidden -enc ${"QUJD".repeat(20)}`,
      pattern_id: 10197,
      logon_domain: "EXAMPLE",
    },
    ...{ user_name: `user${n % 300}`, pattern_disposition: 0, pattern_disposition_description: "Detection." },
    device: {
      ...{ device_id: agent, cid: hex(7, 32), hostname: host(n), local_ip: `10.1.${n % 4}.${n % 250}` },
      ...{
        machine_domain: "example.com",
        platform_name: "Windows",
        os_version: "Windows 11",
        status: "normal",
        tags: [],
      },
    },
  });
}

function network(n: number, uid: string, at: string): string {
  return JSON.stringify({
    ...{ timestamp: at.replace("Z", "+0000"), flow_id: uid, in_iface: "eth0", event_type: "alert", proto: "TCP" },
    ...{
      src_ip: `203.0.113.${n % 250}`,
      src_port: 1024 + (n % 60_000),
      dest_ip: `10.2.${n % 4}.${n % 200}`,
      dest_port: 443,
    },
    ...{ app_proto: "tls", direction: "to_client", flow: { pkts_toserver: 7, pkts_toclient: 9, bytes_toserver: 1203 } },
    alert: {
      ...{ action: "allowed", gid: 1, signature_id: 2_100_000 + (n % 5), rev: 3, severity: 1 + (n % 3) },
      ...{ signature: "EXAMPLE Trojan CnC beacon over TLS", category: "A Network Trojan was detected" },
      metadata: { mitre_technique_id: ["T1071.001"], mitre_tactic_name: ["Command_And_Control"], confidence: ["High"] },
    },
    tls: { subject: "CN=cdn.example.net", issuerdn: "CN=Example CA", sni: "cdn.example.net", version: "TLS 1.2" },
    payload_printable: "x".repeat(500),
  });
}

function identity(n: number, uid: string, at: string): string {
  const person = { id: `00u${hex(n % 300, 8)}`, type: "User", alternateId: user(n), displayName: `User ${n % 300}` };
  return JSON.stringify({
    ...{ uuid: uid, published: at, eventType: "user.account.report_suspicious_activity_by_enduser", version: "0" },
    ...{ severity: "WARN", displayMessage: "User report suspicious activity", actor: person, target: [person] },
    client: {
      userAgent: {
        rawUserAgent: "Mozilla/5.0 (X11; Linux x86_64) ExampleBrowser/1.0",
        os: "Linux",
        browser: "UNKNOWN",
      },
      ...{ zone: "null", device: "Computer", id: null, ipAddress: `198.51.100.${n % 250}` },
      geographicalContext: { city: "Nowhere", country: "Examplia", geolocation: { lat: 0.1, lon: 0.1 } },
    },
    ...{ outcome: { result: "SUCCESS", reason: null }, transaction: { type: "WEB", id: `tx${uid}`, detail: {} } },
    securityContext: { asNumber: 64_501, asOrg: "example hosting", isp: "example hosting", isProxy: true },
    debugContext: { debugData: { suspiciousActivityEventType: "user.session.start", requestUri: "/api/v1/users/me" } },
    authenticationContext: { authenticationStep: 0, externalSessionId: `trs${uid}`, rootSessionId: `trs${uid}` },
  });
}

function cloud(n: number, uid: string, at: string): string {
  const instance = `i-${hex(n % 400, 16)}`;
  return JSON.stringify({
    ...{ schemaVersion: "2.0", accountId: "111122223333", region: "eu-central-1", partition: "aws", id: uid },
    ...{ arn: `arn:aws:guardduty:eu-central-1:111122223333:detector/x/finding/${uid}`, severity: 2 + (n % 7) },
    ...{
      type: "Backdoor:EC2/C&CActivity.B!DNS",
      createdAt: at,
      updatedAt: at,
      title: `${instance} asks for a known host`,
    },
    description: `The instance ${instance} asks for a domain name that is known to belong to somebody's command and control.`,
    resource: {
      resourceType: "Instance",
      instanceDetails: {
        ...{ instanceId: instance, instanceType: "t3.small", availabilityZone: "eu-central-1a", imageId: "ami-1" },
        networkInterfaces: [{ privateIpAddress: `10.3.${n % 4}.${n % 200}`, vpcId: "vpc-1", securityGroups: [] }],
      },
    },
    service: {
      ...{
        serviceName: "guardduty",
        detectorId: "x",
        count: 1,
        archived: false,
        eventFirstSeen: at,
        eventLastSeen: at,
      },
      action: { actionType: "DNS_REQUEST", dnsRequestAction: { domain: `c${n % 50}.example.org`, protocol: "UDP" } },
    },
  });
}

export const TEMPLATES: readonly Template[] = [
  { connection: "bench-endpoint", make: endpoint },
  { connection: "bench-network", make: network },
  { connection: "bench-identity", make: identity },
  { connection: "bench-cloud", make: cloud },
];

export const CONNECTORS: Record<string, string> = {
  "bench-endpoint": "crowdstrike",
  "bench-network": "suricata",
  "bench-identity": "okta",
  "bench-cloud": "aws-guardduty",
};

/** Stands for the uid in a message made beforehand: the load must not cost what is measured its processor. */
const MARK = "@uid@";
const VARIANTS = 400;

/** A message every call, alike but for its uid, out of some hundred that were made beforehand. */
export function messagesOf(template: Template): (uid: string) => string {
  const at = new Date().toISOString();
  const made = Array.from({ length: VARIANTS }, (_, n) => template.make(n * 7 + 1, MARK, at).split(MARK));
  let next = 0;
  return (uid) => {
    next = (next + 1) % VARIANTS;
    return made[next]!.join(uid);
  };
}
