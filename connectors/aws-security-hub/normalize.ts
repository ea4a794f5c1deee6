/**
 * AWS Security Hub findings in ASFF: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html, as EventBridge
 * events (`detail.findings`), SNS notifications of those, the answer of GetFindings (`Findings`) or bare.
 */
import type { Source } from "../../src/connector/connector.ts";
import {
  firstText,
  flagAt,
  isRaw,
  numberAt,
  objectAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severitySteps } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn, openEventBridge, openSns } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Disposition, Severity } from "../../src/model/scale.ts";
import { readActivity } from "./finding-activity.ts";
import { resourceEntities } from "./finding-resources.ts";

export const securityHubSource: Source = {
  split: (document) =>
    itemsOf(document)
      .map(openSns)
      .map((item) => openEventBridge(item, "aws.securityhub"))
      .flatMap((item) => listIn(item, "findings"))
      .flatMap((item) => listIn(item, "Findings"))
      .filter((item) => item !== null),

  recognizes: (raw) => isRaw(raw) && "GeneratorId" in raw && "AwsAccountId" in raw && "ProductArn" in raw,

  normalize(raw): AlertDraftInput | null {
    const finding = requireObject(raw);
    // A passed control is the absence of a finding.
    if (textAt(objectAt(finding, "Compliance"), "Status") === "PASSED") return null;
    const types = [...textsAt(finding, "Types"), ...textsAt(objectAt(finding, "FindingProviderFields"), "Types")];
    const generator = requireText(finding, "GeneratorId");
    const title = textAt(finding, "Title") || generator;
    const activity = readActivity(finding);
    const { severity, severityRaw } = severityOf(finding);
    const link = textAt(finding, "SourceUrl");
    return {
      uid: requireText(finding, "Id"),
      title,
      description: textAt(finding, "Description"),
      severity,
      severityRaw,
      ...confidenceOf(finding),
      time: requireTime(finding, ["LastObservedAt", "UpdatedAt", "FirstObservedAt", "CreatedAt"]),
      ...seen(finding),
      rule: { id: generator, name: title },
      product: productOf(finding),
      categories: types,
      techniques: techniquesOf([...types, generator]),
      entities: [...resourceEntities(finding), ...activity.actors],
      observables: activity.observables,
      controlOutcome: activity.outcome,
      disposition: dispositionOf(finding),
      resolved: isResolved(finding),
      ...(link === "" ? {} : { link }),
    };
  },
};

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Severity.html: the label, or the band of `Normalized`. */
function severityOf(finding: Raw): { severity: Severity; severityRaw: string } {
  const given = objectAt(finding, "Severity");
  const own = objectAt(objectAt(finding, "FindingProviderFields"), "Severity");
  const label = firstText(given, "Label") || firstText(own, "Label");
  const known: readonly string[] = ["informational", "low", "medium", "high", "critical"];
  const severityRaw = firstText(given, "Original", "Label") || label;
  if (known.includes(label.toLowerCase())) return { severity: label.toLowerCase() as Severity, severityRaw };
  const normalized = numberAt(given, "Normalized") ?? numberAt(own, "Normalized");
  return { severity: normalizedSeverity(normalized), severityRaw: severityRaw || String(normalized ?? "") };
}

export const normalizedSeverity = severitySteps(
  [
    [90, "critical"],
    [70, "high"],
    [40, "medium"],
    [1, "low"],
    [0, "informational"],
  ],
  100,
);

/** Security Hub aggregates: the detecting product is the one that sent the finding. */
function productOf(finding: Raw): { name: string; vendor: string } {
  return { name: textAt(finding, "ProductName") || "Security Hub", vendor: textAt(finding, "CompanyName") || "AWS" };
}

function seen(finding: Raw): Pick<AlertDraftInput, "firstSeen" | "lastSeen"> {
  const firstSeen = timeAt(finding, "FirstObservedAt");
  const lastSeen = timeAt(finding, "LastObservedAt");
  return { ...(firstSeen === undefined ? {} : { firstSeen }), ...(lastSeen === undefined ? {} : { lastSeen }) };
}

function confidenceOf(finding: Raw): Pick<AlertDraftInput, "confidence"> {
  const confidence = numberAt(finding, "Confidence");
  return confidence === undefined || confidence < 0 || confidence > 100 ? {} : { confidence };
}

/** `VerificationState` is a person's word, `Sample` the product's, a suppressed workflow means that nobody is to act. */
function dispositionOf(finding: Raw): Disposition {
  if (flagAt(finding, "Sample")) return "test";
  const byState: ReadonlyMap<string, Disposition> = new Map([
    ["TRUE_POSITIVE", "true-positive"],
    ["FALSE_POSITIVE", "false-positive"],
    ["BENIGN_POSITIVE", "benign"],
  ]);
  const state = byState.get(textAt(finding, "VerificationState"));
  return state ?? (textAt(objectAt(finding, "Workflow"), "Status") === "SUPPRESSED" ? "disregard" : "unknown");
}

function isResolved(finding: Raw): boolean {
  return (
    textAt(finding, "RecordState") === "ARCHIVED" || textAt(objectAt(finding, "Workflow"), "Status") === "RESOLVED"
  );
}

/** ASFF names tactics, not techniques (`TTPs/Credential Access`); these words of finding types do name one. */
const BY_TYPE: readonly (readonly [RegExp, string])[] = [
  [/brute.?force/i, "T1110"],
  [/port.?(scan|probe|sweep)/i, "T1046"],
  [/crypto.?currency|bitcoin/i, "T1496"],
  [/instancecredentialexfiltration/i, "T1552.005"],
  [/exfiltration:s3/i, "T1530"],
  [/unauthorizedaccess:iamuser/i, "T1078.004"],
  [/c&cactivity/i, "T1071"],
];

function techniquesOf(words: readonly string[]): { id: string }[] {
  const text = words.join("\n").slice(0, 4000);
  return BY_TYPE.filter(([pattern]) => pattern.test(text))
    .map(([, id]) => ({ id }))
    .slice(0, 1);
}
