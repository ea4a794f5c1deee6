/** The words of the scales. A value that has no word here does not compile. */
import type { EntityType } from "../../../src/model/entity.ts";
import type { Disposition, EffectClass, Priority, Severity, Status } from "../../../src/model/scale.ts";
import type { Role } from "../../../src/model/token.ts";

export const severities: Readonly<Record<Severity, string>> = {
  unknown: "Unknown",
  informational: "Informational",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
  fatal: "Fatal",
};

export const priorities: Readonly<Record<Priority, string>> = {
  unknown: "Unknown",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};

export const statuses: Readonly<Record<Status, string>> = {
  new: "New",
  "in-progress": "In progress",
  "on-hold": "On hold",
  resolved: "Resolved",
  closed: "Closed",
};

export const dispositions: Readonly<Record<Disposition, string>> = {
  unknown: "Unknown",
  "false-positive": "False positive",
  "true-positive": "True positive",
  disregard: "Disregard",
  suspicious: "Suspicious",
  benign: "Benign",
  test: "Test",
  "insufficient-data": "Insufficient data",
  "security-risk": "Security risk",
  "managed-externally": "Managed externally",
  duplicate: "Duplicate",
  other: "Other",
};

export const effectClasses: Readonly<Record<EffectClass, string>> = {
  observe: "Observe",
  notify: "Notify",
  record: "Record",
  contain: "Contain",
  eradicate: "Eradicate",
  recover: "Recover",
};

export const entityTypes: Readonly<Record<EntityType, string>> = {
  user: "User",
  device: "Device",
  ip: "Address",
  domain: "Domain",
  url: "URL",
  file: "File",
  process: "Process",
  mailbox: "Mailbox",
  "cloud-account": "Cloud account",
  "cloud-resource": "Cloud resource",
  "access-key": "Access key",
  service: "Service",
  other: "Other",
};

export const roles: Readonly<Record<Role, string>> = {
  viewer: "Viewer",
  analyst: "Analyst",
  engineer: "Engineer",
  approver: "Approver",
  admin: "Admin",
  ingest: "Ingest",
  mcp: "Model program",
};

/** The values of a scale in its order. */
export function valuesOf<T extends string>(words: Readonly<Record<T, string>>): T[] {
  return Object.keys(words) as T[];
}
