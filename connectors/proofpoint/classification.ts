/** What TAP calls a threat, what became of it, and how grave that is: the API gives no severity of its own. */
import { wordTable } from "../../src/connector/draft-parts.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import type { Disposition, Severity } from "../../src/model/scale.ts";

/** Reached a person: malware and phishing high, an impostor high, spam low. Stopped at the gate: two steps less urgent, for nobody was harmed. */
export const threatThatReached = severityWords(
  { malware: "high", phish: "high", phishing: "high", impostor: "high", toad: "high", spam: "low" },
  "medium",
);

export const threatThatWasStopped = severityWords(
  { malware: "medium", phish: "low", phishing: "low", impostor: "low", toad: "low", spam: "informational" },
  "low",
);

/** The gravest of the classifications decides; `clicked` means that somebody followed the link through. */
export function severityOf(classifications: readonly string[], wasStopped: boolean, clicked = false): Severity {
  const order: Severity[] = ["informational", "low", "medium", "high", "critical"];
  const table = wasStopped ? threatThatWasStopped : threatThatReached;
  const words = classifications.length === 0 ? [""] : classifications;
  const gravest = Math.max(...words.map((word) => order.indexOf(table(word))));
  return order[Math.min(gravest + (clicked && !wasStopped ? 1 : 0), 4)] ?? "unknown";
}

/** `threatStatus`: https://help.proofpoint.com/Threat_Insight_Dashboard/API_Documentation/SIEM_API */
export const dispositionOf = wordTable<Disposition>({ falsepositive: "false-positive", cleared: "benign" }, "unknown");

/** A link in the message or a file on it; deceit without either is still phishing. */
export function techniqueOf(threatTypes: readonly string[]): string {
  const words = threatTypes.map((word) => word.toLowerCase());
  if (words.includes("attachment")) return "T1566.001";
  return words.includes("url") ? "T1566.002" : "T1566";
}
