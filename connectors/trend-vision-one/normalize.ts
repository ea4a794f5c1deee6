/** Trend Vision One workbench alerts, version 3 of its API and its webhook: https://automation.trendmicro.com/xdr/api-v3#tag/Workbench */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  asText,
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
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { ObservableType } from "../../src/model/observable.ts";
import type { Disposition } from "../../src/model/scale.ts";

export const trendVisionOneSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "items")),

  recognizes: (raw) =>
    isRaw(raw) && "model" in raw && "impactScope" in raw && ("matchedRules" in raw || "workbenchLink" in raw),

  normalize(raw): AlertDraftInput {
    const alert = requireObject(raw);
    const model = requireText(alert, "model");
    const severity = textAt(alert, "severity");
    const rules = objectsAt(alert, "matchedRules");
    const filters = rules.flatMap((rule) => objectsAt(rule, "matchedFilters"));
    const score = numberAt(alert, "score");
    return {
      uid: requireText(alert, "id"),
      title: model,
      description: textAt(alert, "description"),
      severity: severityOf(severity),
      severityRaw: score === undefined ? severity : `${severity} ${score}`,
      time: requireTime(alert, ["createdDateTime", "updatedDateTime", "firstInvestigatedDateTime"]),
      ...given({ lastSeen: timeAt(alert, "updatedDateTime") }),
      rule: { id: textAlways(alert, rules), name: model },
      product: { name: textAt(alert, "alertProvider") || "Vision One", vendor: "Trend Micro" },
      categories: filled(textAt(alert, "modelType"), ...rules.map((rule) => textAt(rule, "name")).slice(0, 8)),
      techniques: techniquesIn(filters.flatMap((filter) => textsAt(filter, "mitreTechniqueIds")).join(" ")),
      entities: objectsAt(objectAt(alert, "impactScope"), "entities").slice(0, 40).flatMap(entityOf),
      observables: objectsAt(alert, "indicators").slice(0, 100).flatMap(indicatorOf),
      disposition: dispositionOf(textAt(alert, "investigationResult")),
      resolved: textAt(alert, "status") === "Closed",
      ...given({ link: textAt(alert, "workbenchLink") }),
    };
  },
};

export const severityOf = severityWords(
  { critical: "critical", high: "high", medium: "medium", low: "low" },
  "unknown",
);

const dispositionOf = wordTable<Disposition>(
  {
    "true positive": "true-positive",
    "false positive": "false-positive",
    "benign true positive": "benign",
    noteworthy: "suspicious",
  },
  "unknown",
);

function textAlways(alert: Raw, rules: readonly Raw[]): string {
  return textAt(alert, "modelId") || textAt(rules[0] ?? {}, "id") || textAt(alert, "model");
}

function entityOf(one: Raw): DraftEntity[] {
  const value = one.entityValue;
  if (isRaw(value))
    return entity("affected", "device", textAt(value, "name"), {
      aliases: [textAt(value, "guid"), ...textsAt(value, "ips").slice(0, 3)],
    });
  const text = asText(value);
  switch (textAt(one, "entityType")) {
    case "account":
      return entity("affected", "user", text);
    case "emailAddress":
      return entity("affected", "mailbox", text);
    case "cloudIdentity":
      return entity("affected", "user", text);
    case "host":
      return entity("affected", "device", text);
    default:
      return entity("affected", "cloud-resource", text);
  }
}

const TYPES: ReadonlyMap<string, ObservableType> = new Map([
  ["ip", "ip"],
  ["domain", "domain"],
  ["url", "url"],
  ["filename", "file"],
  ["fullpath", "file"],
  ["file_sha1", "hash"],
  ["file_sha256", "hash"],
  ["sha256", "hash"],
  ["command_line", "process"],
  ["process_name", "process"],
  ["email_sender", "email"],
  ["user_account", "user"],
  ["port", "port"],
]);

function indicatorOf(one: Raw) {
  const value = isRaw(one.value) ? textAt(one.value, "name") : asText(one.value);
  const type = isRaw(one.value) ? "host" : TYPES.get(textAt(one, "type").toLowerCase());
  return type === undefined ? [] : observables(type, value);
}
