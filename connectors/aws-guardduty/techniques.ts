/** ATT&CK techniques of a finding: those it names itself, else by its type. */
import { objectAt, objectsAt, type Raw, textAt, textsAt } from "../../src/connector/raw-fields.ts";

/**
 * Type prefix to technique, the most exact first. Types: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-active.html;
 * techniques: MITRE ATT&CK Enterprise, cloud matrix. A type that fits no row has none.
 */
const BY_TYPE: readonly (readonly [prefix: string, technique: string])[] = [
  ["Backdoor:EC2/C&CActivity", "T1071"],
  ["Backdoor:Runtime/C&CActivity", "T1071"],
  ["Backdoor:Lambda/C&CActivity", "T1071"],
  ["Backdoor:EC2/DenialOfService", "T1498"],
  ["CredentialAccess:RDS/", "T1110"],
  ["CredentialAccess:Kubernetes/", "T1552.007"],
  ["CredentialAccess:IAMUser/", "T1552"],
  ["CryptoCurrency:", "T1496"],
  ["DefenseEvasion:", "T1562"],
  ["Discovery:S3/", "T1619"],
  ["Discovery:IAMUser/", "T1580"],
  ["Discovery:Kubernetes/", "T1613"],
  ["Execution:EC2/MaliciousFile", "T1204.002"],
  ["Execution:Runtime/", "T1059"],
  ["Execution:Kubernetes/", "T1609"],
  ["Exfiltration:S3/", "T1530"],
  ["Exfiltration:IAMUser/", "T1537"],
  ["Impact:S3/", "T1485"],
  ["Impact:EC2/BitcoinDomainRequest", "T1496"],
  ["Impact:EC2/PortSweep", "T1046"],
  ["Impact:IAMUser/", "T1485"],
  ["InitialAccess:IAMUser/", "T1078.004"],
  ["PenTest:IAMUser/", "T1078.004"],
  ["Persistence:IAMUser/", "T1098"],
  ["Persistence:Kubernetes/", "T1098"],
  ["Policy:IAMUser/RootCredentialUsage", "T1078.004"],
  ["PrivilegeEscalation:IAMUser/", "T1098"],
  ["PrivilegeEscalation:Kubernetes/", "T1610"],
  ["PrivilegeEscalation:Runtime/", "T1611"],
  ["Recon:EC2/", "T1046"],
  ["Recon:IAMUser/", "T1580"],
  ["Stealth:IAMUser/CloudTrailLoggingDisabled", "T1562.008"],
  ["Stealth:S3/ServerAccessLoggingDisabled", "T1562.008"],
  ["Trojan:EC2/DNSDataExfiltration", "T1048"],
  ["Trojan:EC2/DriveBySourceTraffic", "T1189"],
  ["UnauthorizedAccess:EC2/RDPBruteForce", "T1110"],
  ["UnauthorizedAccess:EC2/SSHBruteForce", "T1110"],
  ["UnauthorizedAccess:EC2/MetadataDNSRebind", "T1552.005"],
  ["UnauthorizedAccess:EC2/Tor", "T1090.003"],
  ["UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration", "T1552.005"],
  ["UnauthorizedAccess:IAMUser/", "T1078.004"],
  ["UnauthorizedAccess:S3/", "T1530"],
];

/** At most 20 techniques; names and tactics are left to the ATT&CK list. */
export function techniquesOf(type: string, finding: Raw, service: Raw): { id: string }[] {
  const named = type.startsWith("AttackSequence:") ? sequenceTechniques(finding, service) : [];
  if (named.length > 0) return [...new Set(named)].slice(0, 20).map((id) => ({ id }));
  const row = BY_TYPE.find(([prefix]) => type.startsWith(prefix));
  return row === undefined ? [] : [{ id: row[1] }];
}

/** Attack sequences list techniques among their indicators, and in the description's words. */
function sequenceTechniques(finding: Raw, service: Raw): string[] {
  const sequence = objectAt(objectAt(service, "detection"), "sequence");
  const indicators = objectsAt(sequence, "sequenceIndicators")
    .filter((indicator) => textAt(indicator, "key") === "ATTACK_TECHNIQUE")
    .flatMap((indicator) => textsAt(indicator, "values"));
  const text = [...indicators, textAt(finding, "description").slice(0, 8000)].join("\n");
  return text.match(/\bT\d{4}(?:\.\d{3})?\b/g) ?? [];
}
