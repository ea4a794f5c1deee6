/**
 * Google Cloud audit logs: LogEntry with an AuditLog payload (https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry), pushed or exported. Calls that
 * open doors, hide traces or destroy are alerts, and calls that were denied to whoever tried them; the rest is everyday.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  numberAt,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { itemsOf, listIn, openPush } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

interface Meaning {
  severity: Severity;
  technique: string;
  title: string;
}

/** By a part of the method's name; names vary by service and version. */
const METHODS: readonly (readonly [RegExp, Meaning])[] = [
  [
    /(?:sinks|exclusions?|logmetrics)\.?(?:delete|update)|DeleteSink|UpdateSink|DeleteLog|auditConfig/i,
    { severity: "high", technique: "T1562.008", title: "Logging was changed" },
  ],
  [
    /setIamPolicy|iam\.admin.*(?:CreateRole|UpdateRole)|setOrgPolicy/i,
    { severity: "medium", technique: "T1098.003", title: "Permissions were changed" },
  ],
  [
    /CreateServiceAccountKey|UploadServiceAccountKey|createSshPublicKey|importSshPublicKey|AuthorizeUser|CheckPolicy/i,
    { severity: "medium", technique: "T1098.001", title: "A credential was made or used" },
  ],
  [
    /CreateServiceAccount$|CreateUser|InsertMember/i,
    { severity: "medium", technique: "T1136.003", title: "An account was made" },
  ],
  [
    /setCommonInstanceMetadata|instances\.setMetadata|ssh-serialport.*connect|osLogin/i,
    { severity: "medium", technique: "T1098.004", title: "A way into machines was changed" },
  ],
  [
    /firewall.*(?:insert|patch|delete|update|create)|IngressRule/i,
    { severity: "medium", technique: "T1562.007", title: "A network filter was changed" },
  ],
  [
    /dns\.(?:managedZones|changes)/i,
    { severity: "medium", technique: "T1584.002", title: "Names of the domain were changed" },
  ],
  [
    /KeyManagement.*Destroy|DestroyCryptoKeyVersion|buckets?\.delete|instances?\.delete|snapshots?\.delete|objects\.delete|DeleteProject/i,
    { severity: "medium", technique: "T1485", title: "Something was deleted" },
  ],
  [
    /storage\.buckets\.update|storage\.objects\.create/i,
    { severity: "low", technique: "T1530", title: "Storage was changed" },
  ],
  [/AccessSecretVersion/i, { severity: "low", technique: "T1555.006", title: "A secret was read" }],
  [
    /deploymentmanager.*insert|instances\.insert|Services\.CreateService|CreateBuild|CreateFunction/i,
    { severity: "low", technique: "T1578.002", title: "Something that computes was made" },
  ],
  [
    /JobService\.InsertJob|google\.storage\.objects\.get|storage\.objects\.get/i,
    { severity: "low", technique: "T1530", title: "Data were read" },
  ],
];

export const gcpAuditSource: Source = {
  split: (document) =>
    itemsOf(document)
      .map(openPush)
      .flatMap((item) => listIn(item, "entries")),

  recognizes: (raw) => isRaw(raw) && "logName" in raw && "insertId" in raw && isRaw(raw.protoPayload),

  normalize(raw): AlertDraftInput | null {
    const entry = requireObject(raw);
    const payload = objectAt(entry, "protoPayload");
    const method = textAt(payload, "methodName");
    const denied = isDenied(payload);
    const meaning =
      METHODS.find(([pattern]) => pattern.test(method.slice(0, 300)))?.[1] ?? (denied ? DENIED : undefined);
    if (meaning === undefined || method === "") return null;
    const metadata = objectAt(payload, "requestMetadata");
    const address = firstText(metadata, "callerIp", "callerIP");
    const principal = firstText(objectAt(payload, "authenticationInfo"), "principalEmail", "principalSubject");
    const resource = textAt(payload, "resourceName");
    return {
      uid: textAt(entry, "insertId") || hashOf(entry),
      title: `${meaning.title}: ${method}`,
      description: textAt(objectAt(payload, "status"), "message"),
      severity: meaning.severity,
      severityRaw: textAt(entry, "severity"),
      time: requireTime(entry, ["timestamp", "receiveTimestamp", "p_event_time"]),
      rule: { id: method, name: meaning.title },
      product: { name: "Cloud Audit Logs", vendor: "Google" },
      categories: filled(method, textAt(payload, "serviceName"), textAt(objectAt(entry, "resource"), "type")),
      techniques: [{ id: meaning.technique }],
      entities: [
        ...entity("affected", "cloud-resource", resource),
        ...entity("affected", "user", principal),
        ...entity("affected", "cloud-account", textAt(objectAt(objectAt(entry, "resource"), "labels"), "project_id")),
        ...entity("actor", "ip", isInternal(address) ? "" : address),
      ],
      observables: [
        ...observables("ip", isInternal(address) ? "" : address),
        ...observables("user-agent", firstText(metadata, "callerSuppliedUserAgent")),
        ...observables("resource", resource),
      ],
      controlOutcome: denied ? "blocked" : "allowed",
    };
  },
};

const DENIED: Meaning = { severity: "low", technique: "T1078.004", title: "A call was denied" };

/** 7 is PERMISSION_DENIED: https://cloud.google.com/apis/design/errors#handling_errors */
function isDenied(payload: Raw): boolean {
  return (
    numberAt(objectAt(payload, "status"), "code") === 7 ||
    objectsAt(payload, "authorizationInfo").some((one) => one.granted === false)
  );
}

/** What calls from inside has a word in place of an address. */
function isInternal(address: string): boolean {
  return address === "private" || address === "gce-internal-ip";
}
