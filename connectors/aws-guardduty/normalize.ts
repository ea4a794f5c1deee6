/**
 * Amazon GuardDuty findings: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html, as EventBridge events, SNS
 * notifications of those, the answer of GetFindings or bare.
 */
import type { Source } from "../../src/connector/connector.ts";
import { entity } from "../../src/connector/raw-entities.ts";
import {
  flagAt,
  isRaw,
  numberAt,
  objectAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severitySteps } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn, openEventBridge, openSns } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { readAction } from "./finding-action.ts";
import { affectedResources } from "./finding-resources.ts";
import { techniquesOf } from "./techniques.ts";

export const guardDutySource: Source = {
  split: (document) =>
    itemsOf(document)
      .map(openSns)
      .flatMap((item) => listIn(openEventBridge(item, "aws.guardduty"), "findings"))
      .filter((item) => item !== null),

  recognizes: (raw) =>
    isRaw(raw) &&
    "schemaVersion" in raw &&
    "accountId" in raw &&
    isRaw(raw.service) &&
    isRaw(raw.resource) &&
    "resourceType" in raw.resource,

  normalize(raw): AlertDraftInput {
    const finding = requireObject(raw);
    const service = objectAt(finding, "service");
    const action = readAction(objectAt(service, "action"));
    const type = requireText(finding, "type");
    const account = textAt(finding, "accountId");
    const severity = numberAt(finding, "severity");
    return {
      uid: requireText(finding, "id"),
      title: textAt(finding, "title") || type,
      description: textAt(finding, "description"),
      severity: severityOf(severity),
      severityRaw: textAt(finding, "severity"),
      ...confidenceOf(finding),
      time: timeOf(finding, service),
      ...seen(service),
      rule: { id: type, name: type },
      product: { name: "GuardDuty", vendor: "AWS" },
      categories: categoriesOf(type),
      techniques: techniquesOf(type, finding, service),
      entities: [
        ...affectedResources(finding),
        ...action.actors,
        ...entity("affected", "cloud-account", account, { name: `AWS account ${account}` }),
      ],
      observables: action.observables,
      controlOutcome: action.outcome,
      disposition: isSample(finding, service) ? "test" : "unknown",
      resolved: flagAt(service, "archived"),
      ...linkOf(finding),
    };
  },
};

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
export const severityOf = severitySteps([
  [9, "critical"],
  [7, "high"],
  [4, "medium"],
  [0.1, "low"],
]);

/** The whole type, its purpose, and purpose with resource: `Recon:EC2/Portscan` is also `Recon` and `Recon:EC2`. */
function categoriesOf(type: string): string[] {
  const [head = "", ...rest] = type.split("/");
  return rest.length === 0 ? [type] : [type, head.split(":")[0] ?? "", head];
}

function timeOf(finding: Raw, service: Raw): string {
  return timeAt(service, "eventLastSeen") ?? requireTime(finding, ["updatedAt", "createdAt"]);
}

function seen(service: Raw): Pick<AlertDraftInput, "firstSeen" | "lastSeen"> {
  const firstSeen = timeAt(service, "eventFirstSeen");
  const lastSeen = timeAt(service, "eventLastSeen");
  return { ...(firstSeen === undefined ? {} : { firstSeen }), ...(lastSeen === undefined ? {} : { lastSeen }) };
}

function confidenceOf(finding: Raw): Pick<AlertDraftInput, "confidence"> {
  const confidence = numberAt(finding, "confidence");
  return confidence === undefined || confidence < 0 || confidence > 100 ? {} : { confidence };
}

/** Sample findings are labelled in their title, and in `additionalInfo` since 2021; either is enough. */
function isSample(finding: Raw, service: Raw): boolean {
  return flagAt(objectAt(service, "additionalInfo"), "sample") || textAt(finding, "title").startsWith("[SAMPLE]");
}

function linkOf(finding: Raw): Pick<AlertDraftInput, "link"> {
  const region = textAt(finding, "region");
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return {};
  const search = encodeURIComponent(`id=${textAt(finding, "id")}`);
  return { link: `https://console.aws.amazon.com/guardduty/home?region=${region}#/findings?search=${search}` };
}
