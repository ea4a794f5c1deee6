/**
 * Google Security Command Center findings, version 1 and 2 (https://cloud.google.com/security-command-center/docs/how-to-api-manage-notifications): pushed
 * notifications, the answer of findings.list (`listFindingsResults`) or bare.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn, openPush } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";

export const sccSource: Source = {
  split: (document) =>
    itemsOf(document)
      .map(openPush)
      .flatMap((item) => listIn(item, "listFindingsResults")),

  recognizes: (raw) => {
    const finding = isRaw(raw) && isRaw(raw.finding) ? raw.finding : raw;
    return (
      isRaw(finding) &&
      "category" in finding &&
      "parent" in finding &&
      "findingClass" in finding &&
      /\/findings\//.test(textAt(finding, "name"))
    );
  },

  normalize(raw): AlertDraftInput {
    const message = requireObject(raw);
    const path = isRaw(message.finding) ? "$.finding" : "$";
    const finding = isRaw(message.finding) ? message.finding : message;
    const category = requireText(finding, "category", path);
    const severity = textAt(finding, "severity");
    const resource = textAt(finding, "resourceName") || textAt(objectAt(message, "resource"), "name");
    const access = objectAt(finding, "access");
    const indicator = objectAt(finding, "indicator");
    const attack = objectAt(finding, "mitreAttack");
    const cve = textAt(objectAt(objectAt(finding, "vulnerability"), "cve"), "id");
    const connections = objectsAt(finding, "connections").map((one) => textAt(one, "destinationIp"));
    return {
      uid: requireText(finding, "name", path),
      title: category,
      description: textAt(finding, "description"),
      severity: severityOf(severity),
      severityRaw: severity,
      time: requireTime(finding, ["eventTime", "createTime"], path),
      rule: { id: category, name: category },
      product: { name: "Security Command Center", vendor: "Google" },
      categories: filled(category, textAt(finding, "findingClass"), textAt(finding, "parentDisplayName")),
      techniques: techniquesIn(
        [...textsAt(attack, "primaryTechniques"), ...textsAt(attack, "additionalTechniques")]
          .map(idOfTechnique)
          .join(" "),
      ),
      entities: [
        ...entity("affected", "cloud-resource", resource, {
          name: textAt(objectAt(message, "resource"), "displayName"),
        }),
        ...usersOf(finding, access),
        ...entity("actor", "ip", textAt(access, "callerIp")),
        ...textsAt(indicator, "ipAddresses").flatMap((address) => entity("actor", "ip", address)),
      ],
      observables: [
        ...observables("ip", textAt(access, "callerIp"), ...textsAt(indicator, "ipAddresses"), ...connections),
        ...observables("domain", ...textsAt(indicator, "domains")),
        ...observables("url", ...textsAt(indicator, "uris")),
        ...observables("resource", resource),
        ...observables("user-agent", textAt(access, "userAgent")),
        ...observables("other", cve),
        ...objectsAt(finding, "files").flatMap((file) => [
          ...observables("file", textAt(file, "path")),
          ...observables("hash", textAt(file, "sha256")),
        ]),
      ],
      controlOutcome: "detected" satisfies ControlOutcome,
      disposition: textAt(finding, "mute") === "MUTED" ? "disregard" : "unknown",
      resolved: textAt(finding, "state") === "INACTIVE",
      ...given({ link: firstText(finding, "externalUri") }),
    };
  },
};

/** https://cloud.google.com/security-command-center/docs/finding-severity-classifications */
export const severityOf = severityWords(
  { critical: "critical", high: "high", medium: "medium", low: "low" },
  "unknown",
);

/** Techniques come by name; these are the ones that findings name most: https://cloud.google.com/security-command-center/docs/reference/rest/v2/organizations.sources.findings#technique */
const TECHNIQUES: Record<string, string> = {
  ...{
    ACTIVE_SCANNING: "T1595",
    SCANNING_IP_BLOCKS: "T1595.001",
    VALID_ACCOUNTS: "T1078",
    DEFAULT_ACCOUNTS: "T1078.001",
    CLOUD_ACCOUNTS: "T1078.004",
  },
  ...{
    ACCOUNT_MANIPULATION: "T1098",
    EXPLOIT_PUBLIC_FACING_APPLICATION: "T1190",
    RESOURCE_HIJACKING: "T1496",
    IMPAIR_DEFENSES: "T1562",
  },
  ...{
    DISABLE_OR_MODIFY_TOOLS: "T1562.001",
    DATA_DESTRUCTION: "T1485",
    BRUTE_FORCE: "T1110",
    EXFILTRATION_TO_CLOUD_STORAGE: "T1567.002",
  },
  ...{
    INGRESS_TOOL_TRANSFER: "T1105",
    NATIVE_API: "T1106",
    COMMAND_AND_SCRIPTING_INTERPRETER: "T1059",
    UNIX_SHELL: "T1059.004",
    DYNAMIC_RESOLUTION: "T1568",
  },
  ...{
    DOMAIN_GENERATION_ALGORITHMS: "T1568.002",
    DATA_ENCRYPTED_FOR_IMPACT: "T1486",
    CREATE_SNAPSHOT: "T1578.001",
    PROXY: "T1090",
    MULTI_HOP_PROXY: "T1090.003",
  },
  ...{
    AUTOMATED_EXFILTRATION: "T1020",
    DATA_FROM_CLOUD_STORAGE: "T1530",
    STEAL_APPLICATION_ACCESS_TOKEN: "T1528",
    SSH_AUTHORIZED_KEYS: "T1098.004",
  },
};

function idOfTechnique(name: string): string {
  return Object.hasOwn(TECHNIQUES, name) ? TECHNIQUES[name]! : "";
}

function usersOf(finding: Raw, access: Raw): DraftEntity[] {
  const bindings = objectsAt(finding, "iamBindings").map((one) =>
    textAt(one, "member").replace(/^(?:user|serviceAccount|group):/, ""),
  );
  return [textAt(access, "principalEmail"), ...bindings].flatMap((name) => entity("affected", "user", name));
}
