/** Severities of CEF, LEEF and syslog, and what a device says that it did. */
import { wordTable } from "../../src/connector/draft-parts.ts";
import { severitySteps, severityWords } from "../../src/connector/severity-scale.ts";
import type { ControlOutcome } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";

export const cefSeverity = severitySteps(
  [
    [9, "critical"],
    [7, "high"],
    [4, "medium"],
    [0, "low"],
  ],
  10,
);

export const cefWords = severityWords(
  { low: "low", medium: "medium", high: "high", "very-high": "critical", critical: "critical", info: "informational" },
  "unknown",
);

/** CEF: 0–3 low, 4–6 medium, 7–8 high, 9–10 very high, or these words; LEEF has the same from 1 to 10. */
export function tenStepSeverity(text: string): Severity {
  return /^\d{1,2}$/.test(text) ? cefSeverity(Number(text)) : cefWords(text);
}

/** RFC 5424 6.2.1: 0 emergency … 7 debug. */
export const syslogSeverity = severitySteps(
  [
    [6, "informational"],
    [5, "low"],
    [4, "medium"],
    [3, "high"],
    [1, "critical"],
    [0, "fatal"],
  ],
  7,
);

/** The first word of an action. */
const OUTCOMES = wordTable<ControlOutcome>(
  {
    allow: "allowed",
    allowed: "allowed",
    accept: "allowed",
    accepted: "allowed",
    permit: "allowed",
    permitted: "allowed",
    pass: "allowed",
    block: "blocked",
    blocked: "blocked",
    deny: "blocked",
    denied: "blocked",
    drop: "blocked",
    dropped: "blocked",
    reject: "blocked",
    reset: "blocked",
    prevent: "blocked",
    prevented: "blocked",
    quarantine: "quarantined",
    quarantined: "quarantined",
    cleaned: "quarantined",
    deleted: "quarantined",
    detect: "detected",
    detected: "detected",
    alert: "detected",
    monitor: "detected",
    log: "detected",
  },
  "unknown",
);

export function outcomeOf(action: string): ControlOutcome {
  return OUTCOMES(action.split(/[\s_/,-]/, 1)[0] ?? "");
}
