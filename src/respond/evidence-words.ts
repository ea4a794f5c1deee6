/** What speaks for an incident, in words, for whoever is asked about an effect and has nothing else before them. Pure. */
import type { IncidentFacts } from "../model/incident.ts";

type Seen = Pick<
  IncidentFacts,
  | "alertCount"
  | "source"
  | "ruleName"
  | "title"
  | "firstEventAt"
  | "confidence"
  | "controlOutcome"
  | "techniques"
  | "entities"
  | "observables"
>;

/** So many names are said of each kind; the rest is counted. */
const MOST = 5;

/** Who reported what, since when and how sure, and whom and what the alerts name: one line. */
export function evidenceText(seen: Seen): string {
  const { alertCount, source, ruleName, title, firstEventAt, confidence, controlOutcome, techniques } = seen;
  const alerts = alertCount === 1 ? "one alert" : `${alertCount} alerts`;
  const rule = ruleName === "" || ruleName === title ? "" : ` by the rule "${ruleName}"`;
  const at = `${alertCount === 1 ? "of" : "since"} ${firstEventAt.replace(/\.\d+Z$/, "Z")}`;
  return [
    `${alerts} from ${source}${rule}, ${at}`,
    confidence > 0 ? `confidence ${confidence} %` : "",
    controlOutcome === "" || controlOutcome === "unknown" ? "" : `the product itself: ${controlOutcome}`,
    techniques.length === 0 ? "" : `techniques ${some(techniques)}`,
    seen.entities.length === 0 ? "" : `names ${some(seen.entities.map(({ type, key }) => `${type} ${key}`))}`,
    seen.observables.length === 0 ? "" : `saw ${some(seen.observables.map(({ type, value }) => `${type} ${value}`))}`,
  ]
    .filter((part) => part !== "")
    .join("; ");
}

function some(names: readonly string[]): string {
  const more = names.length - MOST;
  return `${names.slice(0, MOST).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
