/**
 * The discrete scales that people query by. Names are ours in writing; the numbers are OCSF 1.8's, so that a
 * record converts without a table in between.
 */
import { z } from "zod";

/** OCSF `severity_id`: as reported by the source. */
export const SEVERITIES = ["unknown", "informational", "low", "medium", "high", "critical", "fatal"] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** OCSF `severity_id` of a severity: its place on the scale (0 to 6). */
export function severityId(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** The graver of two severities; unknown is graver than nothing. */
export function graverSeverity(a: Severity, b: Severity): Severity {
  return severityId(a) >= severityId(b) ? a : b;
}

/** OCSF `priority_id`: order of work, derived by the taxonomy. */
export const PRIORITIES = ["unknown", "low", "medium", "high", "critical"] as const;
export const Priority = z.enum(PRIORITIES);
export type Priority = z.infer<typeof Priority>;

/** OCSF `verdict_id` of incident_finding, in order (0 to 10), and `other` (99). */
export const DISPOSITIONS = [
  "unknown",
  "false-positive",
  "true-positive",
  "disregard",
  "suspicious",
  "benign",
  "test",
  "insufficient-data",
  "security-risk",
  "managed-externally",
  "duplicate",
  "other",
] as const;
export const Disposition = z.enum(DISPOSITIONS);
export type Disposition = z.infer<typeof Disposition>;

/** OCSF `status_id` of incident_finding: 1 new … 5 closed. */
export const STATUSES = ["new", "in-progress", "on-hold", "resolved", "closed"] as const;
export const Status = z.enum(STATUSES);
export type Status = z.infer<typeof Status>;

/** True while somebody or something still has to act. */
export function isOpen(status: Status): boolean {
  return status !== "resolved" && status !== "closed";
}

/** What an action does to the world. `observe` changes nothing; all others are effects and are journalled. */
export const EFFECT_CLASSES = ["observe", "notify", "record", "contain", "eradicate", "recover"] as const;
export const EffectClass = z.enum(EFFECT_CLASSES);
export type EffectClass = z.infer<typeof EffectClass>;
