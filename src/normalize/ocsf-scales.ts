/** Every table between our words and OCSF 1.8.0 numbers, as https://schema.ocsf.io/1.8.0/classes/detection_finding lists them. */
import type { ControlOutcome } from "../model/alert.ts";
import type { EntityType } from "../model/entity.ts";
import type { ObservableType } from "../model/observable.ts";
import type { Disposition, Severity } from "../model/scale.ts";

interface Coded {
  id: number;
  caption: string;
}

/** `severity_id`. */
export const SEVERITY: Record<Severity, Coded> = {
  unknown: { id: 0, caption: "Unknown" },
  informational: { id: 1, caption: "Informational" },
  low: { id: 2, caption: "Low" },
  medium: { id: 3, caption: "Medium" },
  high: { id: 4, caption: "High" },
  critical: { id: 5, caption: "Critical" },
  fatal: { id: 6, caption: "Fatal" },
};

/** `verdict_id` (profile incident). */
export const VERDICT: Record<Disposition, Coded> = {
  unknown: { id: 0, caption: "Unknown" },
  "false-positive": { id: 1, caption: "False Positive" },
  "true-positive": { id: 2, caption: "True Positive" },
  disregard: { id: 3, caption: "Disregard" },
  suspicious: { id: 4, caption: "Suspicious" },
  benign: { id: 5, caption: "Benign" },
  test: { id: 6, caption: "Test" },
  "insufficient-data": { id: 7, caption: "Insufficient Data" },
  "security-risk": { id: 8, caption: "Security Risk" },
  "managed-externally": { id: 9, caption: "Managed Externally" },
  duplicate: { id: 10, caption: "Duplicate" },
  other: { id: 99, caption: "Other" },
};

/** `action_id` and `disposition_id` (profile security_control): what the control did. */
export const CONTROL: Record<Exclude<ControlOutcome, "unknown">, { action: Coded; disposition: Coded }> = {
  allowed: { action: { id: 1, caption: "Allowed" }, disposition: { id: 1, caption: "Allowed" } },
  blocked: { action: { id: 2, caption: "Denied" }, disposition: { id: 2, caption: "Blocked" } },
  quarantined: { action: { id: 2, caption: "Denied" }, disposition: { id: 3, caption: "Quarantined" } },
  detected: { action: { id: 3, caption: "Observed" }, disposition: { id: 15, caption: "Detected" } },
};

/** `observable.type_id`. */
export const OBSERVABLE: Record<ObservableType, Coded> = {
  ip: { id: 2, caption: "IP Address" },
  domain: { id: 1, caption: "Hostname" },
  url: { id: 6, caption: "URL String" },
  email: { id: 5, caption: "Email Address" },
  hash: { id: 8, caption: "Hash" },
  file: { id: 7, caption: "File Name" },
  process: { id: 9, caption: "Process Name" },
  user: { id: 4, caption: "User Name" },
  host: { id: 1, caption: "Hostname" },
  port: { id: 11, caption: "Port" },
  "user-agent": { id: 16, caption: "HTTP User-Agent" },
  resource: { id: 10, caption: "Resource UID" },
  other: { id: 99, caption: "Other" },
};

/** A file observable that names a folder too is a path. */
export const FILE_PATH: Coded = { id: 45, caption: "File Path" };

/** `resource_details.type` has no list of its own; these are the words used in its examples where it has one. */
export const RESOURCE_TYPE: Record<EntityType, string> = {
  user: "User",
  device: "Device",
  ip: "IP Address",
  domain: "Domain",
  url: "URL",
  file: "File",
  process: "Process",
  mailbox: "Mailbox",
  "cloud-account": "Cloud Account",
  "cloud-resource": "Cloud Resource",
  "access-key": "Access Key",
  service: "Service",
  other: "Other",
};

/** `confidence_id`: OCSF leaves the borders to the producer; thirds of the scale here. */
export function confidence(score: number): Coded {
  if (score <= 0) return { id: 0, caption: "Unknown" };
  if (score < 34) return { id: 1, caption: "Low" };
  return score < 67 ? { id: 2, caption: "Medium" } : { id: 3, caption: "High" };
}

/** `fingerprint.algorithm_id` by length of the hex digest. */
export const HASH_BY_LENGTH: ReadonlyMap<number, Coded> = new Map([
  [32, { id: 1, caption: "MD5" }],
  [40, { id: 2, caption: "SHA-1" }],
  [64, { id: 3, caption: "SHA-256" }],
  [128, { id: 4, caption: "SHA-512" }],
]);
