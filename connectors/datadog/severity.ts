import { severityWords } from "../../src/connector/severity-scale.ts";

/** https://docs.datadoghq.com/security/detection_rules/#severity, and the kinds and priorities of monitors */
export const severityOf = severityWords(
  {
    info: "informational",
    low: "low",
    medium: "medium",
    high: "high",
    critical: "critical",
    p1: "critical",
    p2: "high",
    p3: "medium",
    p4: "low",
    p5: "informational",
    "1": "critical",
    "2": "high",
    "3": "medium",
    "4": "low",
    "5": "informational",
    error: "high",
    warning: "medium",
    success: "informational",
    alert: "high",
    warn: "medium",
    "no data": "low",
  },
  "unknown",
);
