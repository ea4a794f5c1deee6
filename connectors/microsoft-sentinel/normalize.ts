/**
 * Microsoft Sentinel incidents (https://learn.microsoft.com/rest/api/securityinsights/incidents): the body of an automation rule's playbook trigger, the
 * answer of the API (`value`) or one resource, with the entities and alerts that were expanded into it.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import {
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
import { readEntities } from "./entities.ts";

export const sentinelSource: Source = {
  split: (document) =>
    itemsOf(document)
      .flatMap((item) => listIn(item, "value"))
      .map((item) => (isRaw(item) && isRaw(item.object) && "properties" in item.object ? item.object : item)),

  recognizes: (raw) =>
    isRaw(raw) && isRaw(raw.properties) && "incidentNumber" in raw.properties && "severity" in raw.properties,

  normalize(raw): AlertDraftInput {
    const incident = requireObject(raw);
    const properties = requireObject(incident.properties, "$.properties");
    const alerts = objectsAt(properties, "alerts").map((alert) => objectAt(alert, "properties"));
    const title = requireText(properties, "title", "$.properties");
    const severity = textAt(properties, "severity");
    const extra = objectAt(properties, "additionalData");
    const rules = [
      ...textsAt(properties, "relatedAnalyticRuleIds"),
      ...alerts.map((alert) => textAt(alert, "alertType")),
    ];
    const { entities, observables } = readEntities([
      ...objectsAt(properties, "relatedEntities"),
      ...objectsAt(properties, "entities"),
      ...alerts.flatMap((alert) => objectsAt(alert, "entities")),
    ]);
    return {
      uid: textAt(incident, "id") || requireText(incident, "name"),
      title,
      description: textAt(properties, "description"),
      severity: severityOf(severity),
      severityRaw: severity,
      time: requireTime(properties, ["lastActivityTimeUtc", "firstActivityTimeUtc", "createdTimeUtc"], "$.properties"),
      ...given({
        firstSeen: timeAt(properties, "firstActivityTimeUtc"),
        lastSeen: timeAt(properties, "lastActivityTimeUtc"),
      }),
      rule: {
        id:
          rules
            .find((rule) => rule !== "")
            ?.split("/")
            .at(-1) ?? title,
        name: title,
      },
      product: { name: "Sentinel", vendor: "Microsoft" },
      categories: filled(...textsAt(extra, "alertProductNames"), ...textsAt(extra, "tactics"), ...labelsOf(properties)),
      techniques: techniquesIn(
        textsAt(extra, "techniques").join(" "),
        ...alerts.map((alert) => textsAt(alert, "techniques").join(" ")),
      ),
      entities,
      observables,
      disposition: dispositionOf(textAt(properties, "classification")),
      resolved: textAt(properties, "status") === "Closed",
      ...given({ link: textAt(properties, "incidentUrl") }),
    };
  },
};

export const severityOf = severityWords(
  { high: "high", medium: "medium", low: "low", informational: "informational" },
  "unknown",
);

/** https://learn.microsoft.com/rest/api/securityinsights/incidents/get#incidentclassification */
const dispositionOf = wordTable<Disposition>(
  {
    truepositive: "true-positive",
    falsepositive: "false-positive",
    benignpositive: "benign",
    undetermined: "insufficient-data",
  },
  "unknown",
);

function labelsOf(properties: Raw): string[] {
  return objectsAt(properties, "labels").map((label) => textAt(label, "labelName"));
}
