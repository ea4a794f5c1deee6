/** Severity by the words and numbers that products use, and how sure the reading is. */
import type { Severity } from "../../model/scale.ts";

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ...["informational", "information", "info", "notice", "debug", "none", "log", "trivial"].map(
    (w) => [w, "informational"] as const,
  ),
  ...["low", "minor", "p4", "p5", "sev4", "sev5", "suspicious", "normal"].map((w) => [w, "low"] as const),
  ...["medium", "moderate", "warning", "warn", "average", "p3", "sev3", "elevated"].map((w) => [w, "medium"] as const),
  ...["high", "major", "error", "err", "severe", "important", "p2", "sev2", "alert"].map((w) => [w, "high"] as const),
  ...[
    "critical",
    "crit",
    "emergency",
    "emerg",
    "urgent",
    "disaster",
    "p1",
    "sev1",
    "p0",
    "very high",
    "very-high",
    "very_high",
  ].map((w) => [w, "critical"] as const),
  ["fatal", "fatal"],
]);

export interface GuessedSeverity {
  severity: Severity;
  confidence: number;
}

/** A word of a scale, also with a prefix such as `SEVERITY_HIGH` or behind its number: `3 - High`. */
export function severityOfWord(text: string): GuessedSeverity | undefined {
  const plain = text.trim().toLowerCase().slice(0, 60);
  const whole = WORDS.get(plain);
  if (whole !== undefined) return { severity: whole, confidence: 0.95 };
  const last = plain
    .split(/[\s_\-:/()]+/)
    .filter(Boolean)
    .reverse()
    .find((word) => WORDS.has(word));
  return last === undefined ? undefined : { severity: WORDS.get(last)!, confidence: 0.75 };
}

/**
 * A number without its scale: up to 1 is a share, up to 10 a score as CVSS counts, up to 100 a percentage. `rank` is a number under a name such as
 * priority, where one is gravest; `level` one where fifteen is the top.
 */
export function severityOfNumber(value: number, kind: "score" | "rank" | "level"): GuessedSeverity | undefined {
  if (!Number.isFinite(value) || value < 0 || value > 1_000) return undefined;
  if (kind === "rank") {
    const byRank: readonly Severity[] = ["critical", "high", "medium", "low", "informational"];
    return Number.isInteger(value) && value >= 1 && value <= 5
      ? { severity: byRank[value - 1]!, confidence: 0.5 }
      : undefined;
  }
  if (kind === "level" && value <= 16) return { severity: severityOfShare(value / 15), confidence: 0.5 };
  if (value <= 1 && !Number.isInteger(value)) return { severity: severityOfShare(value), confidence: 0.5 };
  if (value <= 5 && Number.isInteger(value)) return { severity: ofFive(value), confidence: 0.5 };
  return { severity: severityOfShare(value <= 10 ? value / 10 : value / 100), confidence: 0.6 };
}

/** 1 informational to 5 critical, the most common scale of five; zero is informational. */
function ofFive(value: number): Severity {
  return (["informational", "informational", "low", "medium", "high", "critical"] as const)[value]!;
}

/** RFC 5424 6.2.1: emergency, alert and critical are as grave as it gets; debug and informational tell. */
export const SYSLOG_SEVERITY: readonly Severity[] = [
  "critical",
  "critical",
  "critical",
  "high",
  "medium",
  "low",
  "informational",
  "informational",
];

/** A share of the top of a scale, by the borders of CVSS 3: https://www.first.org/cvss/v3.1/specification-document#Qualitative-Severity-Rating-Scale */
export function severityOfShare(share: number): Severity {
  if (share >= 0.9) return "critical";
  if (share >= 0.7) return "high";
  if (share >= 0.4) return "medium";
  return share >= 0.1 ? "low" : "informational";
}
