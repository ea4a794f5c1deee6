/**
 * Splunk Enterprise Security notables (findings since version 8), risk notables among them, and results of saved searches: the webhook alert action
 * (https://docs.splunk.com/Documentation/Splunk/latest/Alert/Webhooks: `result`, `sid`, `search_name`), search exports and rows of the notable index.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import { looseTime } from "../../src/connector/infer/loose-time.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  asText,
  firstText,
  isRaw,
  numberAt,
  objectAt,
  type Raw,
  requireObject,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import type { EntityType } from "../../src/model/entity.ts";
import type { Disposition } from "../../src/model/scale.ts";

export const splunkEsSource: Source = {
  split: (document) =>
    itemsOf(document).flatMap((item) => (isRaw(item) && "init_offset" in item ? listIn(item, "results") : [item])),

  recognizes: (raw) => {
    if (!isRaw(raw)) return false;
    if (isRaw(raw.result) && "sid" in raw && "search_name" in raw) return true;
    return (
      ("event_id" in raw || "rule_id" in raw || "search_name" in raw) &&
      ("urgency" in raw || "security_domain" in raw) &&
      ("rule_name" in raw || "rule_title" in raw || "search_name" in raw)
    );
  },

  normalize(raw, _settings, context): AlertDraftInput {
    const message = requireObject(raw);
    const row = isRaw(message.result) ? { ...message.result, search_name: message.search_name } : message;
    const name = firstText(row, "rule_name", "search_name", "source") || "Saved search";
    const urgency = firstText(row, "urgency", "severity", "finding_urgency");
    const risk = numberAt(row, "risk_score");
    return {
      uid: firstText(row, "event_id", "event_hash", "orig_event_id") || `${textAt(message, "sid")}|${hashOf(row)}`,
      title: firstText(row, "rule_title", "title") || name,
      description: firstText(row, "rule_description", "description", "savedsearch_description"),
      severity: severityOf(urgency),
      severityRaw: urgency || (risk === undefined ? "" : String(risk)),
      time: timeOf(row, context?.receivedAt ?? new Date(0)),
      rule: { id: firstText(row, "search_name", "rule_id") || name, name },
      product: { name: "Splunk Enterprise Security", vendor: "Splunk" },
      categories: filled(
        textAt(row, "security_domain"),
        textAt(row, "source"),
        ...textsAt(row, "tag").slice(0, 5),
        ...textsAt(row, "category").slice(0, 5),
      ),
      techniques: techniquesIn(
        textsAt(row, "annotations.mitre_attack").join(" "),
        textsAt(row, "annotations.mitre_attack.mitre_technique_id").join(" "),
        textsAt(row, "mitre_technique_id").join(" "),
        nested(row),
      ),
      entities: entitiesOf(row),
      observables: [
        ...observables("ip", ...addresses(row, "src", "src_ip", "dest", "dest_ip", "dvc_ip")),
        ...observables("port", textAt(row, "dest_port")),
        ...observables("url", ...textsAt(row, "url")),
        ...observables("domain", ...textsAt(row, "query")),
        ...observables("hash", ...textsAt(row, "file_hash")),
        ...observables("file", ...textsAt(row, "file_path"), ...textsAt(row, "file_name")),
        ...observables("process", ...textsAt(row, "process")),
        ...observables("user-agent", ...textsAt(row, "http_user_agent")),
      ],
      controlOutcome: outcomeOf(textAt(row, "action")),
      disposition: dispositionOf(textAt(row, "disposition_label") || textAt(row, "disposition")),
      resolved: /^(?:resolved|closed|4|5)$/i.test(firstText(row, "status_label", "status")),
      ...given({ link: firstText(message, "results_link") }),
    };
  },
};

/** https://docs.splunk.com/Documentation/ES/latest/User/Howurgencyisassigned */
export const severityOf = severityWords(
  {
    critical: "critical",
    high: "high",
    medium: "medium",
    low: "low",
    informational: "informational",
    info: "informational",
    unknown: "unknown",
  },
  "unknown",
);

const dispositionOf = wordTable<Disposition>(
  {
    "true positive - suspicious activity": "true-positive",
    "benign positive - suspicious but expected": "benign",
    "false positive - incorrect analytic logic": "false-positive",
    "false positive - inaccurate data": "false-positive",
    "disposition:1": "true-positive",
    "disposition:2": "benign",
    "disposition:3": "false-positive",
    "disposition:4": "false-positive",
    other: "other",
  },
  "unknown",
);

const outcomeOf = wordTable<ControlOutcome>(
  { blocked: "blocked", deferred: "blocked", failure: "blocked", allowed: "allowed", success: "allowed" },
  "detected",
);

/** `annotations` may be a JSON text. */
function nested(row: Raw): string {
  return textAt(row, "annotations").slice(0, 2000) || textsAt(objectAt(row, "annotations"), "mitre_attack").join(" ");
}

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]+)$/i;

function addresses(row: Raw, ...keys: string[]): string[] {
  return keys.flatMap((key) => textsAt(row, key)).filter((text) => ADDRESS.test(text));
}

/** `src` and `dest` hold an address or a name; of a risk notable the risk object is what it is about. */
function entitiesOf(row: Raw) {
  const kind: Record<string, EntityType> = { user: "user", system: "device", host: "device" };
  const object = textsAt(row, "risk_object").slice(0, 5);
  return [
    ...object.flatMap((name) => entity("affected", kind[textAt(row, "risk_object_type")] ?? "other", name)),
    ...["user", "dest_user"]
      .flatMap((key) => textsAt(row, key))
      .flatMap((name) => (name === "unknown" ? [] : entity("affected", "user", name))),
    ...["dest", "dest_host", "dest_nt_host", "dest_ip", "dvc"]
      .flatMap((key) => textsAt(row, key))
      .flatMap((name) => (name === "unknown" ? [] : entity("affected", ADDRESS.test(name) ? "ip" : "device", name))),
    ...["src", "src_host", "src_ip"]
      .flatMap((key) => textsAt(row, key))
      .flatMap((name) => (name === "unknown" ? [] : entity("actor", ADDRESS.test(name) ? "ip" : "device", name))),
    ...textsAt(row, "src_user").flatMap((name) => entity("actor", "user", name)),
  ];
}

/** A search result may have no time of its own: then it is when it came. */
function timeOf(row: Raw, receivedAt: Date): string {
  for (const key of ["_time", "orig_time", "event_time", "firstTime"]) {
    const value = row[key];
    const time = looseTime(typeof value === "number" ? value : asText(value), receivedAt);
    if (time !== undefined) return time;
  }
  return receivedAt.toISOString();
}
