/** Falcon's severities and dispositions in our words. */
import { flagAt, numberAt, objectAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import { severitySteps } from "../../src/connector/severity-scale.ts";
import type { ControlOutcome } from "../../src/model/alert.ts";
import type { Disposition, Severity } from "../../src/model/scale.ts";

const NAMES: readonly string[] = ["informational", "low", "medium", "high", "critical"];

/**
 * By name where there is one, else the number: 1 to 5 in older streaming events, else 0 to 100 in bands of twenty
 * (https://falconpy.io/Service-Collections/Alerts.html: 20 low, 40 medium, 60 high, 80 critical).
 */
export function severityOf(name: string, score: number | undefined): Severity {
  const word = name.toLowerCase();
  if (NAMES.includes(word)) return word as Severity;
  if (score === undefined || score <= 0 || score > 100) return "unknown";
  if (score <= 5) return NAMES[Math.ceil(score) - 1] as Severity;
  return scoreToHundred(score);
}

export const scoreToHundred = severitySteps(
  [
    [80, "critical"],
    [60, "high"],
    [40, "medium"],
    [20, "low"],
    [0, "informational"],
  ],
  100,
);

/** 0 to 100, or nothing. */
export function confidenceOf(raw: Raw, ...keys: string[]): { confidence?: number } {
  const confidence = keys.map((key) => numberAt(raw, key)).find((value) => value !== undefined);
  return confidence === undefined || confidence < 0 || confidence > 100 ? {} : { confidence };
}

const BLOCKED = [
  "process_blocked",
  "operation_blocked",
  "kill_process",
  "kill_parent",
  "kill_subprocess",
  "registry_operation_blocked",
  "fs_operation_blocked",
  "ProcessBlocked",
  "OperationBlocked",
  "KillProcess",
  "KillParent",
  "KillSubProcess",
  "RegistryOperationBlocked",
  "FsOperationBlocked",
];
const QUARANTINED = ["quarantine_file", "quarantine_machine", "QuarantineFile", "QuarantineMachine"];

/** What the sensor did, by the disposition's flags; by its words when there are no flags. */
export function outcomeOf(flags: Raw, words: string): ControlOutcome {
  if (QUARANTINED.some((flag) => flagAt(flags, flag)) || /quarantined/i.test(words)) return "quarantined";
  if (BLOCKED.some((flag) => flagAt(flags, flag)) || /^prevention|blocked|killed/i.test(words)) return "blocked";
  return "detected";
}

/** What an analyst in Falcon already said of it. */
export function dispositionOf(...words: string[]): Disposition {
  const known: ReadonlyMap<string, Disposition> = new Map([
    ["true_positive", "true-positive"],
    ["false_positive", "false-positive"],
    ["ignored", "disregard"],
  ]);
  return words.map((word) => known.get(word.toLowerCase())).find((found) => found !== undefined) ?? "unknown";
}

/** An ATT&CK technique of Falcon; its own `CST` ids are not MITRE's and are left out. */
export function technique(
  raw: Raw,
  id: string,
  name: string,
  tactic: string,
): { id: string; name: string; tactic: string }[] {
  const uid = textAt(raw, id).toUpperCase();
  return /^T\d{4}(\.\d{3})?$/.test(uid) ? [{ id: uid, name: textAt(raw, name), tactic: textAt(raw, tactic) }] : [];
}

/** The flags of a disposition object, whichever way it is called. */
export function dispositionFlags(raw: Raw): Raw {
  const details = objectAt(raw, "pattern_disposition_details");
  return Object.keys(details).length > 0 ? details : objectAt(raw, "PatternDispositionFlags");
}
