/**
 * Elastic Security detection alerts (https://www.elastic.co/docs/reference/security/fields-and-object-schemas/alert-schema): documents of the alerts index
 * with nested or dotted names, search hits, and bodies of a webhook connector that hold them.
 */
import type { Source } from "../../src/connector/connector.ts";
import { filled, given, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { isRaw, missing, type Raw, requireObject } from "../../src/connector/raw-fields.ts";
import { isoTime } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Disposition } from "../../src/model/scale.ts";
import { fieldAt, fieldText, fieldTexts } from "./flat-fields.ts";

export const elasticSecuritySource: Source = {
  split: (document) =>
    itemsOf(document)
      .flatMap((item) => (isRaw(item) && isRaw(item.hits) ? listIn(item.hits, "hits") : listIn(item, "alerts")))
      .map((item) => (isRaw(item) && isRaw(item._source) ? { ...item._source, _id: item._id } : item)),

  recognizes: (raw) =>
    isRaw(raw) &&
    (fieldAt(raw, "kibana.alert.rule.name") !== undefined ||
      fieldAt(raw, "kibana.alert.uuid") !== undefined ||
      fieldAt(raw, "signal.rule.name") !== undefined),

  normalize(raw): AlertDraftInput {
    const alert = requireObject(raw);
    const rule = (name: string) => fieldText(alert, `kibana.alert.rule.${name}`, `signal.rule.${name}`);
    const name = rule("name");
    if (name === "") throw missing("$.kibana.alert.rule.name", "text", undefined);
    const severity = fieldText(alert, "kibana.alert.severity", "signal.rule.severity", "kibana.alert.rule.severity");
    const time = isoTime(
      fieldText(alert, "kibana.alert.original_time", "signal.original_time", "@timestamp", "kibana.alert.start"),
    );
    if (time === undefined) throw missing("$.@timestamp", "a time", fieldAt(alert, "@timestamp"));
    const status = fieldText(alert, "kibana.alert.workflow_status", "signal.status");
    return {
      uid:
        fieldText(alert, "kibana.alert.uuid", "_id") ||
        `${rule("uuid") || name}|${time}|${fieldText(alert, "host.name", "user.name")}`,
      title: name,
      description: fieldText(alert, "kibana.alert.reason", "kibana.alert.rule.description", "signal.rule.description"),
      severity: severityOf(severity),
      severityRaw: severity,
      ...confidenceOf(alert),
      time,
      rule: { id: rule("rule_id") || rule("uuid") || rule("id") || name, name },
      product: { name: "Elastic Security", vendor: "Elastic" },
      categories: filled(
        rule("type"),
        ...fieldTexts(alert, "event.category"),
        fieldText(alert, "event.action"),
        ...fieldTexts(alert, "kibana.alert.rule.tags").slice(0, 8),
      ),
      techniques: techniquesOf(alert),
      entities: entitiesOf(alert),
      observables: observablesOf(alert),
      controlOutcome: /^(?:denied|blocked|failure)$/.test(fieldText(alert, "event.outcome")) ? "blocked" : "detected",
      disposition: dispositionOf(fieldText(alert, "kibana.alert.workflow_reason")),
      resolved: status === "closed",
      ...given({ link: fieldText(alert, "kibana.alert.url") }),
    };
  },
};

export const severityOf = severityWords(
  { critical: "critical", high: "high", medium: "medium", low: "low" },
  "unknown",
);

const dispositionOf = wordTable<Disposition>(
  {
    false_positive: "false-positive",
    true_positive: "true-positive",
    benign_positive: "benign",
    duplicate: "duplicate",
  },
  "unknown",
);

function confidenceOf(alert: Raw): Pick<AlertDraftInput, "confidence"> {
  const score = Number(fieldText(alert, "event.risk_score") || Number.NaN);
  return score >= 0 && score <= 100 ? { confidence: score } : {};
}

/** Of the rule's `threat` list, else of the event. */
function techniquesOf(alert: Raw): { id: string }[] {
  const threat = [fieldAt(alert, "kibana.alert.rule.threat"), fieldAt(alert, "signal.rule.threat")]
    .flat()
    .filter(isRaw)
    .slice(0, 20);
  const ids = threat.flatMap((one) => {
    const techniques = [one.technique].flat().filter(isRaw);
    const subs = techniques.flatMap((technique) => [technique.subtechnique].flat().filter(isRaw));
    return [...(subs.length > 0 ? subs : techniques)].map((technique) => fieldText(technique, "id"));
  });
  return techniquesIn(
    ids.join(" "),
    fieldTexts(alert, "threat.technique.id").join(" "),
    fieldTexts(alert, "threat.technique.subtechnique.id").join(" "),
  );
}

function entitiesOf(alert: Raw) {
  const host = fieldText(alert, "host.name", "host.hostname");
  const [from, to] = [fieldText(alert, "source.ip", "client.ip"), fieldText(alert, "destination.ip", "server.ip")];
  return [
    ...entity("affected", "user", fieldText(alert, "user.email", "user.name"), {
      aliases: [fieldText(alert, "user.name"), fieldText(alert, "user.id")],
    }),
    ...entity("affected", "user", fieldText(alert, "user.target.name")),
    ...entity("affected", "device", host, { aliases: [fieldText(alert, "host.id"), fieldText(alert, "agent.id")] }),
    ...entity("affected", "cloud-account", fieldText(alert, "cloud.account.id")),
    ...entity(host === "" && from === "" ? "affected" : "actor", "ip", from || to),
  ];
}

function observablesOf(alert: Raw) {
  const text = (...names: string[]) => names.map((name) => fieldText(alert, name));
  return [
    ...observables("ip", ...text("source.ip", "destination.ip", "client.ip", "server.ip")),
    ...observables("port", fieldText(alert, "destination.port")),
    ...observables("host", fieldText(alert, "host.name")),
    ...observables("url", fieldText(alert, "url.full", "url.original")),
    ...observables("domain", ...text("dns.question.name", "url.domain", "destination.domain")),
    ...observables("hash", ...text("file.hash.sha256", "file.hash.md5", "process.hash.sha256")),
    ...observables("file", ...text("file.path", "process.executable")),
    ...observables("process", fieldText(alert, "process.command_line", "process.name")),
    ...observables("email", ...text("email.from.address", "email.sender.address")),
    ...observables("user-agent", fieldText(alert, "user_agent.original")),
  ];
}
