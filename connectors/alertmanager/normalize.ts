/**
 * Prometheus Alertmanager alerts: its webhook (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config), the alerts of its API v2,
 * and what Prometheus itself posts.
 */
import type { Source } from "../../src/connector/connector.ts";
import {
  entitiesOfLabels,
  observablesOfLabels,
  severityOfLabels,
  techniquesOfLabels,
} from "../../src/connector/labels.ts";
import {
  firstText,
  isRaw,
  objectAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

/** Always firing so that silence is noticed: no alert. */
const HEARTBEATS = new Set(["Watchdog", "DeadMansSwitch", "DeadMansSnitch"]);

export const alertmanagerSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "alerts")),

  /** Grafana's alerts have the same form and more: addresses of its own. */
  recognizes: (raw) =>
    isRaw(raw) &&
    isRaw(raw.labels) &&
    "alertname" in raw.labels &&
    "startsAt" in raw &&
    !("silenceURL" in raw || "valueString" in raw || "dashboardURL" in raw),

  normalize(raw): AlertDraftInput | null {
    const alert = requireObject(raw);
    const labels = requireObject(alert.labels, "$.labels");
    const annotations = objectAt(alert, "annotations");
    const name = requireText(labels, "alertname", "$.labels");
    if (HEARTBEATS.has(name)) return null;
    const status = statusOf(alert);
    const time = requireTime(alert, ["startsAt", "updatedAt"]);
    const link = textAt(alert, "generatorURL");
    const ended = status === "resolved" ? timeAt(alert, "endsAt") : undefined;
    return {
      uid: uidOf(alert, labels, status, time),
      title: firstText(annotations, "summary", "title", "message") || name,
      description: firstText(annotations, "description", "message"),
      ...severityOfLabels(labels),
      time,
      firstSeen: time,
      ...(ended === undefined ? {} : { lastSeen: ended }),
      rule: { id: name, name },
      product: { name: "Alertmanager", vendor: "Prometheus" },
      categories: [name, textAt(labels, "category"), textAt(labels, "type")].filter((word) => word !== ""),
      techniques: techniquesOfLabels(labels, annotations),
      entities: entitiesOfLabels(labels),
      observables: observablesOfLabels(labels),
      controlOutcome: "detected",
      resolved: status === "resolved",
      ...(link === "" ? {} : { link }),
    };
  },
};

/** Text in the webhook, an object with `state` in the API; a posted alert whose end has come is resolved. */
function statusOf(alert: Raw): "firing" | "resolved" {
  const status = textAt(alert, "status") || textAt(objectAt(alert, "status"), "state");
  return status === "resolved" ? "resolved" : "firing";
}

/** A firing that ends and starts again is a new alert; its end is an alert of its own, so that it is not lost as a duplicate. */
function uidOf(alert: Raw, labels: Raw, status: string, time: string): string {
  const fingerprint = textAt(alert, "fingerprint") || hashOf(labels).slice(0, 16);
  return `${fingerprint}-${time}-${status}`;
}
