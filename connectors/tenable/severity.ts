import { severityWords } from "../../src/connector/severity-scale.ts";

/** Words and numbers alike: https://developer.tenable.com/docs/severity-tio */
export const severityOf = severityWords(
  {
    info: "informational",
    none: "informational",
    "0": "informational",
    low: "low",
    "1": "low",
    medium: "medium",
    "2": "medium",
    high: "high",
    "3": "high",
    critical: "critical",
    "4": "critical",
  },
  "unknown",
);
