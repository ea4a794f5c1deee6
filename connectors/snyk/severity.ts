import { wordTable } from "../../src/connector/draft-parts.ts";
import type { Severity } from "../../src/model/scale.ts";

/** https://docs.snyk.io/manage-risk/prioritize-issues-for-fixing/severity-levels */
export const severityOf = wordTable<Severity>(
  { info: "informational", low: "low", medium: "medium", high: "high", critical: "critical" },
  "unknown",
);
