/**
 * Google SecOps (Chronicle) detections: https://cloud.google.com/chronicle/docs/reference/detection-engine-api#response_fields_3, with the events
 * in the Unified Data Model that they rest on.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  numberAt,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { severitySteps, severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { EntityRole } from "../../src/model/entity.ts";

export const chronicleSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "detections")),

  recognizes: (raw) =>
    isRaw(raw) &&
    "detectionTime" in raw &&
    Array.isArray(raw.detection) &&
    ("collectionElements" in raw || "timeWindow" in raw),

  normalize(raw): AlertDraftInput {
    const message = requireObject(raw);
    const detection = requireObject(objectsAt(message, "detection")[0], "$.detection[0]");
    const name = requireText(detection, "ruleName", "$.detection[0]");
    const labels = new Map(objectsAt(detection, "ruleLabels").map((one) => [textAt(one, "key"), textAt(one, "value")]));
    const outcomes = new Map(objectsAt(detection, "outcomes").map((one) => [textAt(one, "key"), textAt(one, "value")]));
    const severity = textAt(detection, "severity") || labels.get("severity") || "";
    const risk = numberAt(detection, "riskScore") ?? Number(outcomes.get("risk_score") ?? Number.NaN);
    const events = objectsAt(message, "collectionElements")
      .flatMap((one) => objectsAt(one, "references"))
      .map((one) => objectAt(one, "event"));
    const things = events.slice(0, 20).map(readEvent);
    return {
      uid: requireText(message, "id"),
      title: textAt(detection, "summary") || name,
      description: textAt(detection, "description") || labels.get("description") || "",
      severity: severityOf(severity) === "unknown" && risk > 0 ? riskScore(risk) : severityOf(severity),
      severityRaw: severity || (Number.isNaN(risk) ? "" : String(risk)),
      time: requireTime(message, ["detectionTime", "createdTime"]),
      rule: { id: textAt(detection, "ruleId") || name, name },
      product: { name: "Google SecOps", vendor: "Google" },
      categories: filled(textAt(message, "type"), textAt(detection, "alertState"), ...[...labels.values()].slice(0, 5)),
      techniques: techniquesIn([...labels.entries()].flat().join(" ")),
      entities: things.flatMap((one) => one.entities),
      observables: things.flatMap((one) => one.observables),
      ...given({ link: textAt(detection, "urlBackToProduct") }),
    };
  },
};

export const severityOf = severityWords(
  {
    critical: "critical",
    high: "high",
    medium: "medium",
    low: "low",
    informational: "informational",
    info: "informational",
  },
  "unknown",
);

/** https://cloud.google.com/chronicle/docs/detection/risk-analytics: 0 to 100, more for several. */
export const riskScore = severitySteps([
  [90, "critical"],
  [70, "high"],
  [40, "medium"],
  [0, "low"],
]);

/** Nouns of an event: https://cloud.google.com/chronicle/docs/reference/udm-field-list#noun */
function readEvent(event: Raw): { entities: DraftEntity[]; observables: DraftObservable[] } {
  const nouns: [Raw, EntityRole][] = [
    [objectAt(event, "target"), "affected"],
    [objectAt(event, "principal"), roleOfPrincipal(event)],
  ];
  const read = nouns.map(([noun, role]) => readNoun(noun, role));
  return { entities: read.flatMap((one) => one.entities), observables: read.flatMap((one) => one.observables) };
}

/** Whoever acts on nobody else is the one it is about. */
function roleOfPrincipal(event: Raw): EntityRole {
  const target = objectAt(event, "target");
  return "user" in target || "hostname" in target || "asset" in target ? "actor" : "affected";
}

function readNoun(noun: Raw, role: EntityRole): { entities: DraftEntity[]; observables: DraftObservable[] } {
  const user = objectAt(noun, "user");
  const file = { ...objectAt(objectAt(noun, "process"), "file"), ...objectAt(noun, "file") };
  const addresses = textsAt(noun, "ip");
  const name = textsAt(user, "emailAddresses")[0] ?? textAt(user, "userid");
  return {
    entities: [
      ...entity(role, "user", name, { aliases: [textAt(user, "userid"), textAt(user, "windowsSid")] }),
      ...entity(role, "device", firstText(noun, "hostname"), { aliases: [textAt(noun, "assetId")] }),
      ...addresses.flatMap((address) => entity(role, "ip", address)),
    ],
    observables: [
      ...observables("ip", ...addresses),
      ...observables("host", textAt(noun, "hostname")),
      ...observables("url", textAt(noun, "url")),
      ...observables("process", textAt(objectAt(noun, "process"), "commandLine")),
      ...observables("file", textAt(file, "fullPath")),
      ...observables("hash", textAt(file, "sha256"), textAt(file, "md5")),
    ],
  };
}
