/**
 * Grafana's alerts: the webhook of unified alerting, alerts of its built-in Alertmanager, and, from the legacy alerting that Grafana 11 removed, alerts
 * of the HTTP API. https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import {
  entitiesOfLabels,
  observablesOfLabels,
  severityOfLabels,
  techniquesOfLabels,
} from "../../src/connector/labels.ts";
import { entity } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

/** Grafana tells of its own trouble under these names: the rule had no data or failed. */
const OWN_TROUBLE = new Set(["DatasourceNoData", "DatasourceError"]);

export const grafanaSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "alerts")),

  recognizes: (raw) => isRaw(raw) && (isUnified(raw) || isLegacy(raw)),

  normalize(raw): AlertDraftInput | null {
    const alert = requireObject(raw);
    return isLegacy(alert) ? readLegacy(alert) : readUnified(alert);
  },
};

function isUnified(raw: Raw): boolean {
  return (
    isRaw(raw.labels) && "startsAt" in raw && ("silenceURL" in raw || "valueString" in raw || "dashboardURL" in raw)
  );
}

function isLegacy(raw: Raw): boolean {
  return ("evalMatches" in raw && "ruleId" in raw) || ("newStateDate" in raw && "dashboardUid" in raw);
}

function readUnified(alert: Raw): AlertDraftInput {
  const labels = requireObject(alert.labels, "$.labels");
  const annotations = objectAt(alert, "annotations");
  const name = requireText(labels, "alertname", "$.labels");
  const status = textAt(alert, "status") || textAt(objectAt(alert, "status"), "state");
  const resolved = status === "resolved";
  const time = requireTime(alert, ["startsAt"]);
  const severity = severityOfLabels(labels);
  return {
    uid: `${textAt(alert, "fingerprint") || hashOf(labels).slice(0, 16)}-${time}-${resolved ? "resolved" : "firing"}`,
    title: firstText(annotations, "summary", "title", "message") || name,
    description: [
      firstText(annotations, "description", "message"),
      factsLine({ folder: textAt(labels, "grafana_folder"), runbook: textAt(annotations, "runbook_url") }),
      textAt(alert, "valueString").slice(0, 1000),
    ]
      .filter((part) => part !== "")
      .join("\n"),
    ...severity,
    // Whoever gave the rule no severity is not told that it is grave; that a rule cannot be evaluated is worth a look.
    ...(severity.severityRaw === "" && OWN_TROUBLE.has(name) ? { severity: "low" as const } : {}),
    time,
    firstSeen: time,
    ...given({ lastSeen: resolved ? timeAt(alert, "endsAt") : undefined }),
    rule: { id: firstText(labels, "__alert_rule_uid__", "rule_uid") || textAt(alert, "ruleUID") || name, name },
    product: { name: "Grafana", vendor: "Grafana Labs" },
    categories: filled(name, textAt(labels, "grafana_folder"), textAt(labels, "category"), textAt(labels, "type")),
    techniques: techniquesOfLabels(labels, annotations),
    entities: named(entitiesOfLabels(labels), textAt(labels, "grafana_folder") || name),
    observables: observablesOfLabels(labels),
    controlOutcome: "detected",
    resolved,
    ...given({ link: firstText(alert, "panelURL", "dashboardURL", "generatorURL") }),
  };
}

/** Rules without labels about anybody are about what their folder is about. */
function named(entities: ReturnType<typeof entitiesOfLabels>, otherwise: string) {
  return entities.some(({ role }) => role === "affected")
    ? entities
    : [...entity("affected", "service", otherwise), ...entities];
}

/** https://grafana.com/docs/grafana/v8.5/developers/http_api/alerting/ */
export const legacySeverity = severityWords(
  { alerting: "high", no_data: "low", ok: "informational", pending: "low", paused: "informational" },
  "unknown",
);

/** The legacy webhook tells no time at all, so only the API's alerts, or a webhook with `newStateDate` added, can be read. */
function readLegacy(alert: Raw): AlertDraftInput | null {
  const state = textAt(alert, "state").toLowerCase();
  if (state === "paused" || state === "pending" || state === "unknown") return null;
  const id = firstText(alert, "ruleId", "id") || requireText(alert, "ruleName");
  const name = firstText(alert, "ruleName", "name", "title") || `Rule ${id}`;
  const time = requireTime(alert, ["newStateDate"]);
  const tags = [objectAt(alert, "tags"), ...objectsAt(alert, "evalMatches").map((match) => objectAt(match, "tags"))];
  const labels: Raw = Object.assign({}, ...tags.slice(0, 20).reverse());
  return {
    uid: `${textAt(alert, "orgId")}|${id}|${state}|${time}`,
    title: textAt(alert, "title") || name,
    description: textAt(alert, "message"),
    severity: legacySeverity(state),
    severityRaw: state,
    time,
    rule: { id, name },
    product: { name: "Grafana", vendor: "Grafana Labs" },
    categories: filled(name),
    entities: named(entitiesOfLabels(labels), textAt(alert, "dashboardSlug") || name),
    observables: observablesOfLabels(labels),
    controlOutcome: "detected",
    resolved: state === "ok",
    ...given({ link: firstText(alert, "ruleUrl", "url") }),
  };
}
