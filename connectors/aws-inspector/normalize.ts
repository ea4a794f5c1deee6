/**
 * Amazon Inspector findings (https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html): as EventBridge events, SNS notifications of
 * those, the answer of ListFindings or bare.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  isRaw,
  numberAt,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn, openEventBridge, openSns } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const inspectorSource: Source = {
  split: (document) =>
    itemsOf(document)
      .map(openSns)
      .map((item) => openEventBridge(item, "aws.inspector2"))
      .flatMap((item) => listIn(item, "findings"))
      .filter((item) => item !== null),

  recognizes: (raw) =>
    isRaw(raw) && "findingArn" in raw && "awsAccountId" in raw && "type" in raw && Array.isArray(raw.resources),

  normalize(raw): AlertDraftInput {
    const finding = requireObject(raw);
    const type = requireText(finding, "type");
    const vulnerability = objectAt(finding, "packageVulnerabilityDetails");
    const id = textAt(vulnerability, "vulnerabilityId");
    const severity = textAt(finding, "severity");
    const score = numberAt(finding, "inspectorScore");
    const account = textAt(finding, "awsAccountId");
    return {
      uid: requireText(finding, "findingArn"),
      title: textAt(finding, "title") || id || type,
      description: textAt(finding, "description"),
      severity: severityOf(severity),
      severityRaw: score === undefined ? severity : `${severity} ${score}`,
      time: requireTime(finding, ["lastObservedAt", "updatedAt", "firstObservedAt"]),
      ...given({ firstSeen: timeAt(finding, "firstObservedAt"), lastSeen: timeAt(finding, "lastObservedAt") }),
      rule: { id: id || type, name: id || type },
      product: { name: "Inspector", vendor: "AWS" },
      categories: filled(type, textAt(finding, "exploitAvailable") === "YES" ? "exploit-available" : ""),
      // An open path from outside, or code that does not check what it takes, is how a public-facing application is exploited.
      techniques: type === "NETWORK_REACHABILITY" || type === "CODE_VULNERABILITY" ? [{ id: "T1190" }] : [],
      entities: [
        ...objectsAt(finding, "resources").flatMap(resourceOf),
        ...entity("affected", "cloud-account", account, { name: `AWS account ${account}` }),
      ],
      observables: [
        ...observables("other", id),
        ...observables("resource", ...objectsAt(finding, "resources").map((one) => textAt(one, "id"))),
        ...observables("file", ...objectsAt(vulnerability, "vulnerablePackages").map((one) => textAt(one, "filePath"))),
      ],
      controlOutcome: "detected",
      resolved: textAt(finding, "status") === "CLOSED",
      disposition: textAt(finding, "status") === "SUPPRESSED" ? "disregard" : "unknown",
      ...given({ link: textAt(vulnerability, "sourceUrl") }),
    };
  },
};

/** https://docs.aws.amazon.com/inspector/latest/user/findings-understanding-severity.html */
export const severityOf = severityWords(
  {
    critical: "critical",
    high: "high",
    medium: "medium",
    low: "low",
    informational: "informational",
    untriaged: "unknown",
  },
  "unknown",
);

function resourceOf(resource: Raw) {
  const id = textAt(resource, "id");
  const instance = objectAt(objectAt(resource, "details"), "awsEc2Instance");
  const name = textAt(objectAt(resource, "tags"), "Name");
  if (textAt(resource, "type") !== "AWS_EC2_INSTANCE") return entity("affected", "cloud-resource", id, { name });
  const addresses = Array.isArray(instance.ipV4Addresses) ? instance.ipV4Addresses.map(String) : [];
  return entity("affected", "device", id, { name, aliases: addresses });
}
