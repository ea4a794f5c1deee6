import { severityWords } from "../../src/connector/severity-scale.ts";

/** https://docs.snyk.io/manage-risk/prioritize-issues-for-fixing/severity-levels */
export const severityOf = severityWords(
  { info: "informational", low: "low", medium: "medium", high: "high", critical: "critical" },
  "unknown",
);
