/**
 * Wiz issues and threat detections: the webhook's default templates (https://docs.wiz.io/wiz-docs/docs/webhook-integration) and issues as the
 * GraphQL API lists them (https://docs.wiz.io/wiz-docs/docs/issues-query).
 */
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, filled, given, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
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
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Disposition } from "../../src/model/scale.ts";
import { isDetection, readDetection } from "./read-detection.ts";
import { resourceEntities } from "./resource.ts";

export const wizSource: Source = {
  split: (document) =>
    itemsOf(document).flatMap((item) => {
      const data = isRaw(item) ? objectAt(item, "data") : {};
      const page = ["issues", "issuesV2", "detections"].map((key) => objectAt(data, key)).find((one) => "nodes" in one);
      return page === undefined ? [item] : listIn(page, "nodes");
    }),

  recognizes: (raw) =>
    isRaw(raw) &&
    (isDetection(raw) ||
      (isRaw(raw.issue) && isRaw(raw.trigger) && isRaw(raw.resource)) ||
      (isRaw(raw.entitySnapshot) && "severity" in raw && "status" in raw)),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    if (isDetection(message)) return readDetection(message);
    return isRaw(message.issue) ? readWebhook(message, message.issue) : readIssue(message);
  },
};

/** https://docs.wiz.io/wiz-docs/docs/issues-severity */
export const severityOf = severityWords(
  { informational: "informational", low: "low", medium: "medium", high: "high", critical: "critical" },
  "unknown",
);

const dispositionOf = wordTable<Disposition>(
  {
    false_positive: "false-positive",
    by_design: "benign",
    wont_fix: "security-risk",
    exception: "security-risk",
    planned_action_on_detection: "benign",
    test: "test",
    not_malicious_threat: "benign",
    malicious_threat: "true-positive",
    security_test_threat: "test",
    inconclusive_threat: "insufficient-data",
  },
  "unknown",
);

function readWebhook(message: Raw, issue: Raw): AlertDraftInput {
  const rule = { ...objectAt(message, "control"), ...objectAt(message, "rule") };
  const trigger = objectAt(message, "trigger");
  const name = firstText(rule, "name") || requireText(trigger, "ruleName", "$.trigger");
  return draft(issue, { path: "$.issue", name, rule, resource: objectAt(message, "resource"), time: "created" });
}

function readIssue(issue: Raw): AlertDraftInput {
  const rule = objectAt(issue, "sourceRule");
  const name = firstText(rule, "name") || textAt(objectAt(issue, "control"), "name") || textAt(issue, "type");
  const resource = objectAt(issue, "entitySnapshot");
  return draft(issue, { path: "$", name: name || "Wiz issue", rule, resource, time: "createdAt" });
}

function draft(issue: Raw, from: { path: string; name: string; rule: Raw; resource: Raw; time: string }) {
  const { path, name, rule, resource } = from;
  const severity = textAt(issue, "severity") || textAt(rule, "severity");
  const status = textAt(issue, "status").toUpperCase();
  const isResolved = status === "RESOLVED" || status === "REJECTED";
  const id = requireText(issue, "id", path);
  const projects = objectsAt(issue, "projects").map((project) => textAt(project, "name"));
  return {
    uid: isResolved ? `${id}#resolved` : id,
    title: name,
    description: [
      firstText(rule, "description", "controlDescription", "cloudConfigurationRuleDescription"),
      firstText(rule, "resolutionRecommendation", "remediationInstructions"),
      factsLine({ project: projects.join(", ") || textAt(issue, "projects"), region: textAt(resource, "region") }),
    ].join("\n"),
    severity: severityOf(severity),
    severityRaw: severity,
    time: requireTime(issue, [from.time, "createdAt", "created", "updatedAt"], path),
    ...given({ firstSeen: timeAt(issue, from.time), lastSeen: timeAt(issue, "updatedAt") }),
    rule: { id: firstText(rule, "id", "shortId") || name, name },
    product: { name: "Wiz", vendor: "Wiz" },
    categories: filled(textAt(issue, "type"), textAt(resource, "type"), textAt(resource, "cloudPlatform")),
    techniques: techniquesIn(textsAt(rule, "mitreTechniques").join(" "), name),
    entities: [
      ...resourceEntities(resource),
      ...entity("affected", "cloud-account", firstText(resource, "subscriptionExternalId", "subscriptionId"), {
        name: textAt(resource, "subscriptionName"),
      }),
    ],
    observables: observables("resource", firstText(resource, "providerId", "externalId", "id")),
    controlOutcome: "detected" as const,
    disposition: dispositionOf(textAt(issue, "resolutionReason")),
    resolved: isResolved,
    ...given({ link: textAt(issue, "url") || linkOf(id) }),
  };
}

/** The console's page of an issue is found by its id. */
function linkOf(id: string): string {
  return /^[\w-]{8,64}$/.test(id) ? `https://app.wiz.io/issues#~(issue~'${id})` : "";
}
