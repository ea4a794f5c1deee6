/**
 * Matches of Sigma rules as tools that run them write them: chainsaw, hayabusa and zircolite in JSON, and any record with the rule's own fields beside the
 * event. https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, techniquesIn } from "../../src/connector/draft-parts.ts";
import { inferDraft } from "../../src/connector/infer/infer-draft.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { entity } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const sigmaSource: Source = {
  /** zircolite has one entry a rule, with all its matches. */
  split: (document) =>
    itemsOf(document).flatMap((item) =>
      isRaw(item) && Array.isArray(item.matches) && "rule_level" in item
        ? objectsAt(item, "matches").map((match) => ({ ...item, matches: undefined, match }))
        : [item],
    ),

  recognizes: (raw) =>
    isRaw(raw) &&
    (isChainsaw(raw) ||
      isHayabusa(raw) ||
      ("rule_level" in raw && isRaw(raw.match)) ||
      (isRaw(raw.rule) && "logsource" in raw.rule && "level" in raw.rule)),

  normalize(raw, _settings, context): AlertDraftInput {
    const record = requireObject(raw);
    const receivedAt = context?.receivedAt ?? new Date(0);
    const { rule, event } = partsOf(record);
    const title = firstText(rule, "title", "name", "RuleTitle");
    const level = firstText(rule, "level", "rule_level", "Level");
    const found = inferDraft(event, receivedAt);
    const computer = firstText(event, "Computer", "computer");
    const time = ["timestamp", "Timestamp", "@timestamp", "UtcTime", "SystemTime", "TimeCreated"]
      .map((key) => firstText(record, key) || firstText(event, key))
      .find((text) => text !== "");
    return {
      uid: `${firstText(rule, "id", "RuleID") || title}|${hashOf(event)}`,
      title: title || "Sigma rule",
      description: textAt(rule, "description"),
      severity: severityOf(level),
      severityRaw: level,
      time: looseTime((time ?? "").replace(/ ([+-]\d{2}:\d{2})$/, "$1"), receivedAt) ?? found.time,
      rule: { id: firstText(rule, "id", "RuleID") || title, name: title },
      product: { name: "Sigma", vendor: "SigmaHQ" },
      categories: filled(
        ...Object.values(objectAt(rule, "logsource")).filter((one) => typeof one === "string"),
        firstText(record, "Channel"),
        textAt(rule, "status"),
      ),
      techniques: techniquesIn(
        [...textsAt(rule, "tags"), ...textsAt(record, "MitreTags"), ...textsAt(record, "tags")].join(" "),
      ),
      entities: [...entity("affected", "device", computer), ...(found.entities ?? [])],
      observables: found.observables ?? [],
    };
  },
};

/** https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#level */
export const severityOf = severityWords(
  {
    informational: "informational",
    info: "informational",
    low: "low",
    medium: "medium",
    med: "medium",
    high: "high",
    critical: "critical",
    crit: "critical",
  },
  "unknown",
);

function isChainsaw(raw: Raw): boolean {
  return raw.source === "sigma" && "name" in raw && "level" in raw && isRaw(raw.document);
}

function isHayabusa(raw: Raw): boolean {
  return "RuleTitle" in raw && "Level" in raw && "Computer" in raw;
}

function partsOf(record: Raw): { rule: Raw; event: Raw } {
  if (isChainsaw(record)) {
    const data = objectAt(objectAt(objectAt(record, "document"), "data"), "Event");
    const system = objectAt(data, "System");
    return {
      rule: record,
      event: {
        ...objectAt(data, "EventData"),
        Computer: textAt(system, "Computer"),
        EventID: textAt(system, "EventID"),
      },
    };
  }
  if (isHayabusa(record))
    return {
      rule: record,
      event: {
        ...objectAt(record, "Details"),
        ...objectAt(record, "ExtraFieldInfo"),
        Computer: textAt(record, "Computer"),
        EventID: textAt(record, "EventID"),
        Timestamp: textAt(record, "Timestamp"),
      },
    };
  if (isRaw(record.match)) return { rule: record, event: record.match };
  const { rule, ...rest } = record;
  return { rule: objectAt({ rule }, "rule"), event: [record.event, record.match, record.document].find(isRaw) ?? rest };
}
