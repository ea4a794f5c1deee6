/** Numbers of OCSF 1.0 to 1.8 in our words; where a number is 99 or missing, the word beside it decides. */
import { numberAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import { DISPOSITIONS, type Disposition, SEVERITIES, type Severity } from "../../src/model/scale.ts";

export const byWord = severityWords(
  { ...Object.fromEntries(SEVERITIES.map((word) => [word, word])), info: "informational", moderate: "medium" },
  "unknown",
);

/** `severity_id`: 0 unknown, 1 informational … 6 fatal, 99 other. */
export function severityOf(event: Raw): Severity {
  const known = SEVERITIES[numberAt(event, "severity_id") ?? 0] ?? "unknown";
  return known === "unknown" ? byWord(textAt(event, "severity")) : known;
}

/** The score; the border words of `confidence_id` (1 low, 2 medium, 3 high) where there is none. */
export function confidenceOf(event: Raw): Pick<AlertDraftInput, "confidence"> {
  const score = numberAt(event, "confidence_score") ?? [undefined, 25, 50, 90][numberAt(event, "confidence_id") ?? 0];
  return score === undefined || score < 0 || score > 100 ? {} : { confidence: score };
}

/** `disposition_id` of the profile security_control; in 1.0 `disposition_id` of the profile malware counts alike. */
const OUTCOMES: Readonly<Record<number, ControlOutcome>> = {
  1: "allowed",
  2: "blocked",
  3: "quarantined",
  4: "quarantined",
  5: "blocked",
  6: "blocked",
  7: "blocked",
  8: "blocked",
  9: "allowed",
  10: "allowed",
  11: "allowed",
  14: "allowed",
  15: "detected",
  17: "detected",
  19: "detected",
  22: "blocked",
  23: "blocked",
  24: "blocked",
  25: "blocked",
  26: "blocked",
};

const byAction: readonly (ControlOutcome | undefined)[] = [undefined, "allowed", "blocked", "detected"];

export function controlOutcomeOf(event: Raw): ControlOutcome {
  const outcome = OUTCOMES[numberAt(event, "disposition_id") ?? 0];
  return outcome ?? byAction[numberAt(event, "action_id") ?? 0] ?? "unknown";
}

/** A control stepped in. */
export function isBlocking(event: Raw): boolean {
  const outcome = OUTCOMES[numberAt(event, "disposition_id") ?? 0];
  return outcome === "blocked" || outcome === "quarantined";
}

/** `verdict_id`; a suppressed finding (status 3 of findings, which is on hold for incidents) is to be disregarded. */
export function dispositionOf(event: Raw): Disposition {
  const id = numberAt(event, "verdict_id") ?? 0;
  const verdict = id === 99 ? "other" : id < 11 ? (DISPOSITIONS[id] ?? "unknown") : "unknown";
  const suppressed = numberAt(event, "status_id") === 3 && numberAt(event, "class_uid") !== 2005;
  return verdict === "unknown" && suppressed && isFinding(event) ? "disregard" : verdict;
}

/** Status 4 is resolved; 5 is archived (findings) or closed (incidents); activity 3 closes. Other classes use these numbers otherwise. */
export function isResolved(event: Raw): boolean {
  const status = numberAt(event, "status_id");
  return isFinding(event) && (status === 4 || status === 5 || numberAt(event, "activity_id") === 3);
}

function isFinding(event: Raw): boolean {
  return Math.floor((numberAt(event, "class_uid") ?? 0) / 1000) === 2;
}
