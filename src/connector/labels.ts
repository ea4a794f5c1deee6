/** Labels that whoever wrote the rule chose: what names in common use say of severity, entities and observables. */
import type { Severity } from "../model/scale.ts";
import { techniquesIn } from "./draft-parts.ts";
import { type DraftEntity, type DraftObservable, entity, observables } from "./raw-entities.ts";
import { firstText, type Raw } from "./raw-fields.ts";
import { severityWords } from "./severity-scale.ts";

/** `severity` is a convention; these are the words in common use. */
export const labelSeverity = severityWords(
  {
    none: "informational",
    info: "informational",
    informational: "informational",
    notice: "informational",
    low: "low",
    minor: "low",
    p4: "low",
    warn: "medium",
    warning: "medium",
    medium: "medium",
    moderate: "medium",
    p3: "medium",
    error: "high",
    high: "high",
    major: "high",
    p2: "high",
    critical: "critical",
    page: "critical",
    p1: "critical",
    emergency: "fatal",
    disaster: "fatal",
  },
  "unknown",
);

/** The severity that labels carry, and the word it was written with. */
export function severityOfLabels(labels: Raw): { severity: Severity; severityRaw: string } {
  const word = firstText(labels, "severity", "priority", "level");
  return { severity: labelSeverity(word), severityRaw: word };
}

/** Who is meant, by label names in common use. What is nearest to a person comes first; the job only when nothing else is named. */
export function entitiesOfLabels(labels: Raw): DraftEntity[] {
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

/** Addresses, names and hashes by label names in common use. */
export function observablesOfLabels(labels: Raw): DraftObservable[] {
  return [
    ...observables("ip", firstText(labels, "src_ip", "source_ip", "client_ip", "remote_ip", "attacker_ip", "srcip")),
    ...observables("domain", firstText(labels, "domain")),
    ...observables("url", firstText(labels, "url")),
    ...observables("hash", firstText(labels, "sha256", "sha1", "md5", "hash")),
  ];
}

/** ATT&CK ids of labels and annotations by the names in common use. */
export function techniquesOfLabels(labels: Raw, annotations: Raw): { id: string }[] {
  const keys = ["technique", "mitre_technique", "mitre_technique_id", "mitre", "attack"];
  return techniquesIn(firstText(labels, ...keys), firstText(annotations, ...keys));
}
