/**
 * Prometheus Alertmanager alerts: its webhook (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config), the alerts of its API v2,
 * and what Prometheus itself posts.
 */
import type { Source } from "../../src/connector/connector.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, objectAt, type Raw, requireObject, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

/** Always firing so that silence is noticed: no alert. */
const HEARTBEATS = new Set(["Watchdog", "DeadMansSwitch", "DeadMansSnitch"]);

export const alertmanagerSource: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "alerts")),

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
      severity: severityOf(labels),
      severityRaw: firstText(labels, "severity", "priority", "level"),
      time,
      firstSeen: time,
      ...(ended === undefined ? {} : { lastSeen: ended }),
      rule: { id: name, name },
      product: { name: "Alertmanager", vendor: "Prometheus" },
      categories: [name, textAt(labels, "category"), textAt(labels, "type")].filter((word) => word !== ""),
      techniques: techniquesOf(labels, annotations),
      entities: entitiesOf(labels),
      observables: observablesOf(labels),
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

/** `severity` is a convention; these are the words in common use. */
const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ["none", "informational"],
  ["info", "informational"],
  ["informational", "informational"],
  ["notice", "informational"],
  ["low", "low"],
  ["minor", "low"],
  ["p4", "low"],
  ["warn", "medium"],
  ["warning", "medium"],
  ["medium", "medium"],
  ["moderate", "medium"],
  ["p3", "medium"],
  ["error", "high"],
  ["high", "high"],
  ["major", "high"],
  ["p2", "high"],
  ["critical", "critical"],
  ["page", "critical"],
  ["p1", "critical"],
  ["emergency", "fatal"],
  ["disaster", "fatal"],
]);

function severityOf(labels: Raw): Severity {
  return SEVERITIES.get(firstText(labels, "severity", "priority", "level").toLowerCase()) ?? "unknown";
}

/** Who is meant, by label names in common use. What is nearest to a person comes first; the job only when nothing else is named. */
function entitiesOf(labels: Raw): DraftEntity[] {
  const host = firstText(labels, "host", "hostname", "nodename", "node", "device", "instance");
  const named = [
    ...entity("affected", "user", firstText(labels, "user", "username", "account", "user_name")),
    ...hostEntity(withoutPort(host)),
    ...entity("affected", "ip", firstText(labels, "ip", "dest_ip", "dst_ip", "destination_ip")),
    ...entity("affected", "access-key", firstText(labels, "access_key", "access_key_id")),
  ];
  const service = named.length > 0 ? [] : entity("affected", "service", firstText(labels, "service", "job"));
  const actor = firstText(labels, "src_ip", "source_ip", "client_ip", "remote_ip", "attacker_ip", "srcip");
  return [...named, ...service, ...entity("actor", "ip", actor)];
}

function hostEntity(host: string): DraftEntity[] {
  return /^[\d.]+$/.test(host) || host.includes(":")
    ? entity("affected", "ip", host)
    : entity("affected", "device", host);
}

/** `instance` is mostly `host:port`, an IPv6 host in brackets. */
function withoutPort(instance: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(instance);
  if (bracketed !== null) return bracketed[1] ?? "";
  return instance.split(":").length === 2 ? instance.replace(/:\d+$/, "") : instance;
}

function observablesOf(labels: Raw) {
  return [
    ...observables("ip", firstText(labels, "src_ip", "source_ip", "client_ip", "remote_ip", "attacker_ip", "srcip")),
    ...observables("domain", textAt(labels, "domain")),
    ...observables("url", textAt(labels, "url")),
    ...observables("hash", firstText(labels, "sha256", "sha1", "md5", "hash")),
  ];
}

function techniquesOf(labels: Raw, annotations: Raw): { id: string }[] {
  const keys = ["technique", "mitre_technique", "mitre_technique_id", "mitre", "attack"];
  const text = [firstText(labels, ...keys), firstText(annotations, ...keys)].join(" ").slice(0, 500);
  return (text.match(/\bT\d{4}(?:\.\d{3})?\b/gi) ?? []).map((id) => ({ id: id.toUpperCase() }));
}
