/** IBM QRadar offenses of its API (https://ibmsecuritydocs.github.io/qradar_api_20.0/20.0--siem-offenses-GET.html), and events that it forwards in LEEF. */
import type { Source } from "../../src/connector/connector.ts";
import { filled, techniquesIn } from "../../src/connector/draft-parts.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  isRaw,
  numberAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severitySteps } from "../../src/connector/severity-scale.ts";
import { isTextMessage, type LeefEvent } from "../../src/connector/text-message.ts";
import { twoSides } from "../../src/connector/two-sides.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const qradarSource: Source = {
  text: "lines",
  split: itemsOf,

  recognizes: (raw) =>
    isTextMessage(raw)
      ? raw.leef?.vendor === "IBM" && /qradar/i.test(raw.leef.product)
      : isRaw(raw) && "offense_source" in raw && "magnitude" in raw && "offense_type" in raw,

  normalize(raw, _settings, context): AlertDraftInput {
    if (isTextMessage(raw) && raw.leef !== undefined) return readLeef(raw.leef, context?.receivedAt ?? new Date(0));
    return readOffense(requireObject(raw));
  },
};

function readOffense(offense: Raw): AlertDraftInput {
  const magnitude = numberAt(offense, "magnitude");
  const rules = objectsAt(offense, "rules").map((rule) => textAt(rule, "id"));
  const title = textAt(offense, "description").replace(/\s+/g, " ") || `Offense ${textAt(offense, "id")}`;
  const firstSeen = timeAt(offense, "start_time");
  const closed = textAt(offense, "status") === "CLOSED";
  return {
    uid: `${textAt(offense, "id")}${closed ? "#closed" : ""}`,
    title,
    description: textsAt(offense, "categories").join(", "),
    severity: magnitudeToTen(magnitude),
    severityRaw: magnitude === undefined ? "" : `magnitude ${magnitude}`,
    ...credibilityOf(offense),
    time: requireTime(offense, ["last_updated_time", "start_time"]),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    rule: { id: rules[0] ?? title, name: title },
    product: { name: "QRadar", vendor: "IBM" },
    categories: filled(...textsAt(offense, "categories").slice(0, 15)),
    techniques: techniquesIn(textsAt(offense, "categories").join(" "), title),
    entities: sourceOf(offense),
    observables: sourceOf(offense).flatMap(({ type, key }) =>
      observables(type === "ip" ? "ip" : type === "user" ? "user" : type === "device" ? "host" : "other", key),
    ),
    controlOutcome: "detected",
    resolved: closed,
  };
}

/** Magnitude of 1 to 10 weighs severity, credibility and relevance: https://www.ibm.com/docs/en/qsip/7.5?topic=management-offense-prioritization */
export const magnitudeToTen = severitySteps([
  [9, "critical"],
  [7, "high"],
  [4, "medium"],
  [0, "low"],
]);

function credibilityOf(offense: Raw): Pick<AlertDraftInput, "confidence"> {
  const credibility = numberAt(offense, "credibility");
  return credibility !== undefined && credibility >= 0 && credibility <= 10 ? { confidence: credibility * 10 } : {};
}

/** What an offense is indexed by, by `offense_type`: https://www.ibm.com/docs/en/qsip/7.5?topic=api-offense-types. 0 source and 1 destination address, 3 user, 7 host … */
function sourceOf(offense: Raw): DraftEntity[] {
  const name = textAt(offense, "offense_source");
  switch (numberAt(offense, "offense_type")) {
    case 0:
      return entity("actor", "ip", name);
    case 1:
      return entity("affected", "ip", name);
    case 3:
      return entity("affected", "user", name);
    case 7:
    case 8:
      return entity("affected", "device", name);
    default:
      return /^[\d.]+$/.test(name) ? entity("actor", "ip", name) : entity("affected", "other", name);
  }
}

function readLeef(leef: LeefEvent, receivedAt: Date): AlertDraftInput {
  const { attributes } = leef;
  const [from = "", to = ""] = [attributes.src, attributes.dst];
  return {
    uid:
      attributes.offenseId ?? attributes.identHostName ?? `${leef.eventId}|${attributes.devTime ?? ""}|${from}|${to}`,
    title: attributes.eventName ?? leef.eventId,
    description: attributes.msg ?? "",
    severity: magnitudeToTen(Number(attributes.sev ?? Number.NaN)),
    severityRaw: attributes.sev ?? "",
    time: looseTime(attributes.devTime ?? "", receivedAt) ?? receivedAt.toISOString(),
    rule: { id: leef.eventId, name: attributes.eventName ?? leef.eventId },
    product: { name: "QRadar", vendor: "IBM" },
    categories: filled(attributes.cat ?? ""),
    entities: [...twoSides(from, to), ...entity("affected", "user", attributes.usrName ?? "")],
    observables: [
      ...observables("ip", from, to),
      ...observables("url", attributes.url ?? ""),
      ...observables("user", attributes.usrName ?? ""),
    ],
  };
}
