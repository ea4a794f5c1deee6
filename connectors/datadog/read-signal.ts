/** A signal of `GET /api/v2/security_monitoring/signals`. */
import { filled, given, techniquesIn, wordTable } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, objectAt, type Raw, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Disposition } from "../../src/model/scale.ts";
import { severityOf } from "./severity.ts";
import { tagsAt } from "./tags.ts";

/** @throws InputError naming the path of what is missing. */
export function readSignal(signal: Raw): AlertDraftInput {
  const attributes = objectAt(signal, "attributes");
  // `custom` in the API's present form, `attributes` in its first.
  const custom = isRaw(attributes.custom) ? attributes.custom : objectAt(attributes, "attributes");
  const workflow = objectAt(custom, "workflow");
  const rule = objectAt(workflow, "rule");
  const triage = objectAt(workflow, "triage");
  const tags = tagsAt(attributes, "tags");
  const severity =
    firstText(custom, "status", "severity") || firstText(attributes, "severity", "status") || textAt(tags, "severity");
  const id = requireText(signal, "id");
  const title = textAt(custom, "title") || textAt(rule, "name") || textAt(attributes, "title") || "Security signal";
  return {
    uid: id,
    title,
    description: textAt(attributes, "message"),
    severity: severityOf(severity),
    severityRaw: severity,
    time: requireTime(attributes, ["timestamp"], "$.attributes"),
    ...given({ firstSeen: timeAt(workflow, "first_seen"), lastSeen: timeAt(workflow, "last_seen") }),
    rule: { id: textAt(rule, "id") || textAt(tags, "rule_id") || title, name: textAt(rule, "name") || title },
    product: { name: "Datadog Security", vendor: "Datadog" },
    categories: filled(textAt(rule, "type"), textAt(tags, "source"), textAt(tags, "tactic"), textAt(tags, "security")),
    techniques: techniquesIn(textAt(tags, "technique"), textAt(tags, "mitre_technique")),
    entities: signalEntities(custom, tags),
    observables: signalObservables(custom),
    controlOutcome: "detected",
    disposition: dispositionOf(firstText(triage, "archiveReason", "archive_reason")),
    resolved: textAt(triage, "state") === "archived",
    link: `https://app.datadoghq.com/security?event=${encodeURIComponent(id)}`,
  };
}

/** https://docs.datadoghq.com/api/latest/security-monitoring/#change-the-triage-state-of-a-security-signal */
const dispositionOf = wordTable<Disposition>(
  {
    false_positive: "false-positive",
    testing_or_maintenance: "test",
    true_positive_benign: "benign",
    true_positive_malicious: "true-positive",
    true_positive: "true-positive",
  },
  "unknown",
);

/** Standard attributes: https://docs.datadoghq.com/standard-attributes/ */
export function signalEntities(custom: Raw, tags: Raw): DraftEntity[] {
  const user = objectAt(custom, "usr");
  const host =
    textAt(custom, "hostname") || textAt(objectAt(custom, "host"), "name") || firstText(tags, "host", "hostname");
  const named = [
    ...entity("affected", "user", firstText(user, "email", "id", "name"), {
      name: textAt(user, "name"),
      aliases: [textAt(user, "id"), textAt(user, "name")],
    }),
    ...entity("affected", "device", host),
    ...entity(
      "affected",
      "cloud-account",
      firstText(tags, "account_id", "aws_account", "project_id", "subscription_id"),
    ),
  ];
  const service = textAt(custom, "service") || textAt(tags, "service") || textAt(tags, "source");
  return [
    ...(named.length > 0 ? named : entity("affected", "service", service)),
    ...clientIps(custom).flatMap((ip) => entity("actor", "ip", ip)),
  ];
}

export function signalObservables(custom: Raw): DraftObservable[] {
  const http = objectAt(custom, "http");
  return [
    ...observables("ip", ...clientIps(custom)),
    ...observables("url", textAt(http, "url")),
    ...observables("user-agent", textAt(http, "useragent")),
    ...observables("domain", textAt(objectAt(objectAt(custom, "dns"), "question"), "name")),
  ];
}

function clientIps(custom: Raw): string[] {
  const client = objectAt(objectAt(custom, "network"), "client");
  return filled(textAt(client, "ip"), textAt(objectAt(custom, "http"), "client_ip"));
}
