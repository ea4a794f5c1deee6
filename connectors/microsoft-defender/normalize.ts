/**
 * Microsoft Defender alerts: the Graph security API (`alerts_v2`, https://learn.microsoft.com/graph/api/resources/security-alert), change notifications that
 * carry the alert, and the older Defender for Endpoint API (https://learn.microsoft.com/defender-endpoint/api/alerts).
 */
import type { Source } from "../../src/connector/connector.ts";
import {
  asText,
  firstText,
  isRaw,
  listAt,
  objectAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import { InputError } from "../../src/errors.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Disposition } from "../../src/model/scale.ts";
import { readEvidence } from "./graph-evidence.ts";
import { readLegacyEvidence } from "./legacy-evidence.ts";
import { checkClientState } from "./verify.ts";

export const defenderSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "value")),

  recognizes: (raw) =>
    isRaw(raw) &&
    (("alertWebUrl" in raw && "serviceSource" in raw) ||
      ("machineId" in raw && "alertCreationTime" in raw) ||
      (isRaw(raw.resourceData) && /security[/.]alert/i.test(textAt(raw.resourceData, "@odata.type")))),

  normalize(raw): AlertDraftInput {
    const alert = unwrapNotification(requireObject(raw));
    const isLegacy = Object.hasOwn(alert, "machineId") || Object.hasOwn(alert, "alertCreationTime");
    const evidence = isLegacy ? readLegacyEvidence(alert) : readEvidence(alert);
    const title = requireText(alert, "title");
    const link = textAt(alert, "alertWebUrl");
    const severity = textAt(alert, "severity");
    return {
      uid: requireText(alert, "id"),
      title,
      description: textAt(alert, "description"),
      severity: severityOf(severity),
      severityRaw: severity,
      time: requireTime(alert, ["lastActivityDateTime", "lastEventTime", "createdDateTime", "alertCreationTime"]),
      ...seen(alert),
      rule: { id: textAt(alert, "detectorId") || title, name: title },
      product: {
        name: firstText(alert, "productName", "serviceSource") || "Microsoft Defender for Endpoint",
        vendor: "Microsoft",
      },
      categories: [
        textAt(alert, "category"),
        ...textsAt(alert, "categories"),
        firstText(alert, "threatDisplayName", "threatFamilyName", "threatName"),
        textAt(alert, "detectionSource"),
      ],
      techniques: listAt(alert, "mitreTechniques").map((id) => ({ id: asText(id).toUpperCase() })),
      entities: evidence.entities,
      observables: evidence.observables,
      controlOutcome: evidence.outcome,
      disposition: dispositionOf(alert),
      resolved: textAt(alert, "status").toLowerCase() === "resolved",
      ...(link === "" ? {} : { link }),
    };
  },

  verify: { secret: "clientState", check: checkClientState },
};

/** A notification carries the alert in `resourceData`, or only its id: that one has to be fetched by whoever subscribed. */
function unwrapNotification(message: Raw): Raw {
  if (!Object.hasOwn(message, "subscriptionId")) return message;
  const data = objectAt(message, "resourceData");
  if (textAt(data, "title") !== "") return data;
  const words = isRaw(message.encryptedContent) ? "encrypted content" : "an id";
  throw new InputError(
    "normalize.notification-only",
    `$.resourceData: expected the alert itself, found a change notification with ${words} only; forward the alert from /security/alerts_v2 instead`,
    { details: { path: "$.resourceData" } },
  );
}

/** Graph: lower case; Defender for Endpoint: capitals, `UnSpecified`. */
export const severityOf = severityWords(
  { informational: "informational", low: "low", medium: "medium", high: "high" },
  "unknown",
);

function seen(alert: Raw): Pick<AlertDraftInput, "firstSeen" | "lastSeen"> {
  const firstSeen = timeAt(alert, "firstActivityDateTime") ?? timeAt(alert, "firstEventTime");
  const lastSeen = timeAt(alert, "lastActivityDateTime") ?? timeAt(alert, "lastEventTime");
  return { ...(firstSeen === undefined ? {} : { firstSeen }), ...(lastSeen === undefined ? {} : { lastSeen }) };
}

/** https://learn.microsoft.com/graph/api/resources/security-alert#alertclassification-values; a security test is told by its determination. */
function dispositionOf(alert: Raw): Disposition {
  if (/^security(Testing|Test)$/i.test(textAt(alert, "determination"))) return "test";
  switch (textAt(alert, "classification").toLowerCase()) {
    case "truepositive":
      return "true-positive";
    case "falsepositive":
      return "false-positive";
    case "informationalexpectedactivity":
      return "benign";
    default:
      return "unknown";
  }
}
