/** Changes in a directory or a subscription that open doors, and sign-ins that failed for a telling reason; everything else is everyday. */
import { filled } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import { asText, firstText, objectAt, objectsAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

interface Meaning {
  severity: Severity;
  technique: string;
}

/** By a word of the operation's name: https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities */
const OPERATIONS: readonly (readonly [RegExp, Meaning])[] = [
  [
    /add (?:eligible )?member to role|add app role assignment|elevateaccess|roleassignments\/write/i,
    { severity: "high", technique: "T1098.003" },
  ],
  [
    /(?:add|update).*(?:service principal|application).*(?:credential|certificate|secret)|add owner to (?:application|service principal)/i,
    { severity: "high", technique: "T1098.001" },
  ],
  [/consent to application|add oauth2permissiongrant/i, { severity: "medium", technique: "T1528" }],
  [
    /(?:disable|delete|update) conditional access policy|delete (?:policy|named location)|update policy/i,
    { severity: "high", technique: "T1556.009" },
  ],
  [
    /set domain authentication|set federation settings|add unverified domain|verify domain/i,
    { severity: "high", technique: "T1484.002" },
  ],
  [
    /disable strong authentication|(?:admin|user) deleted security info|disable mfa/i,
    { severity: "high", technique: "T1556.006" },
  ],
  [
    /reset user password|reset password \(by admin\)|user registered security info/i,
    { severity: "low", technique: "T1098.005" },
  ],
  [/invite external user/i, { severity: "low", technique: "T1136.003" }],
  [
    /diagnosticsettings\/delete|activitylogalerts\/delete|securitycontacts\/delete/i,
    { severity: "high", technique: "T1562.008" },
  ],
  [
    /(?:networksecuritygroups|firewallpolicies|azurefirewalls|securityrules).*\/(?:write|delete)/i,
    { severity: "medium", technique: "T1562.007" },
  ],
  [/keyvault.*\/(?:delete|accesspolicies\/write)|vaults\/delete/i, { severity: "high", technique: "T1552" }],
  [/virtualmachines\/(?:runcommand|extensions)/i, { severity: "medium", technique: "T1651" }],
  [/storageaccounts\/(?:listkeys|regeneratekey|delete)|beginGetAccess/i, { severity: "medium", technique: "T1530" }],
  [/locks\/delete|snapshots\/delete|recoveryservices.*\/delete/i, { severity: "high", technique: "T1490" }],
];

/** Why a sign-in failed: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const SIGN_INS: ReadonlyMap<string, Meaning> = new Map([
  ["50126", { severity: "low", technique: "T1110" }],
  ["50053", { severity: "medium", technique: "T1110" }],
  ["50055", { severity: "low", technique: "T1110" }],
  ["500121", { severity: "medium", technique: "T1621" }],
  ["53003", { severity: "low", technique: "T1078.004" }],
  ["50034", { severity: "low", technique: "T1087.004" }],
]);

/** One record of a log, or null when it is everyday. */
export function readAuditEvent(record: Raw): AlertDraftInput | null {
  const properties = objectAt(record, "properties");
  const operation =
    firstText(properties, "activityDisplayName") || firstText(record, "operationName", "activityDisplayName");
  const code = textAt(objectAt(properties, "status"), "errorCode");
  const risky = /^(?:medium|high)$/i.test(textAt(properties, "riskLevelDuringSignIn"));
  const meaning: Meaning | undefined = risky
    ? { severity: "high", technique: "T1078.004" }
    : (SIGN_INS.get(code) ?? OPERATIONS.find(([pattern]) => pattern.test(operation.slice(0, 300)))?.[1]);
  if (meaning === undefined || operation === "") return null;
  const address = (firstText(record, "callerIpAddress") || firstText(properties, "ipAddress")).replace(/:\d+$/, "");
  const failed = /^fail/i.test(firstText(record, "resultType", "resultSignature") || textAt(properties, "result"));
  return {
    uid: firstText(properties, "id") || firstText(record, "correlationId", "id") || hashOf(record),
    title: operation,
    description: firstText(record, "resultDescription") || textAt(properties, "resultReason"),
    severity: meaning.severity,
    severityRaw: textAt(record, "level") || textAt(record, "Level"),
    time: requireTime(record, ["time", "createdDateTime", "activityDateTime"]),
    rule: { id: code === "" || code === "0" ? operation : `sign-in ${code}`, name: operation },
    product: { name: "Entra ID", vendor: "Microsoft" },
    categories: filled(textAt(record, "category"), operation),
    techniques: [{ id: meaning.technique }],
    entities: [...peopleOf(record, properties), ...resourceOf(record), ...entity("actor", "ip", address)],
    observables: [...observables("ip", address), ...observables("user-agent", textAt(properties, "userAgent"))],
    controlOutcome: failed || SIGN_INS.has(code) ? "blocked" : "allowed",
  };
}

function peopleOf(record: Raw, properties: Raw): DraftEntity[] {
  const targets = objectsAt(properties, "targetResources")
    .filter((one) => textAt(one, "type") === "User")
    .flatMap((one) =>
      entity("affected", "user", firstText(one, "userPrincipalName", "displayName", "id"), {
        aliases: [textAt(one, "id")],
      }),
    );
  const starter = objectAt(objectAt(properties, "initiatedBy"), "user");
  const claims = objectAt(objectAt(record, "identity"), "claims");
  const caller =
    firstText(properties, "userPrincipalName") ||
    firstText(starter, "userPrincipalName", "displayName") ||
    firstText(claims, "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "name", "appid") ||
    asText(record.identity);
  return [
    ...targets,
    ...entity("affected", "user", caller, { aliases: [textAt(properties, "userId"), textAt(starter, "id")] }),
  ];
}

function resourceOf(record: Raw): DraftEntity[] {
  const id = textAt(record, "resourceId");
  return /^\/subscriptions\//i.test(id) ? entity("affected", "cloud-resource", id) : [];
}
