/**
 * Documents in the Elastic Common Schema, nested or with dotted keys: events of kind `alert` or `signal`, and denied or infected ones
 * (https://www.elastic.co/docs/reference/ecs/ecs-allowed-values-event-kind). Alerts of Kibana's own rules have a form of their own and another source.
 */
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, filled, given, wordTable } from "../../src/connector/draft-parts.ts";
import { isRaw, objectAt, objectsAt, type Raw, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { isoTime, requireTime } from "../../src/connector/raw-time.ts";
import { severitySteps, severityWords } from "../../src/connector/severity-scale.ts";
import { itemsOf } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import type { Severity } from "../../src/model/scale.ts";
import { ecsEntities } from "./entities.ts";
import { ecsText, ecsTexts, fieldAt } from "./fields.ts";
import { ecsObservables } from "./observables.ts";

export const ecsSource: Source = {
  /** The answer of a search is its hits. */
  split: (document) =>
    itemsOf(document).flatMap((item) => {
      const hits = isRaw(item) ? objectsAt(objectAt(item, "hits"), "hits") : [];
      return hits.length > 0 ? [...hits] : [item];
    }),

  recognizes(raw) {
    const document = isRaw(raw) ? sourceOf(raw) : undefined;
    if (document === undefined || !("@timestamp" in document) || isKibanas(document)) return false;
    const versioned = (isRaw(document.ecs) && "version" in document.ecs) || "ecs.version" in document;
    return versioned || ecsText(document, "event.kind") !== "";
  },

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    const document = sourceOf(message);
    return isAlert(document) ? read(document, textAt(message, "_id")) : null;
  },
};

function sourceOf(raw: Raw): Raw {
  return isRaw(raw._source) ? raw._source : raw;
}

function isKibanas(document: Raw): boolean {
  return isRaw(document.kibana) || Object.keys(document).some((key) => key.startsWith("kibana."));
}

/** Kind alert or signal; of other events those in whose category something was found, or a control stepped in on a threat. */
function isAlert(document: Raw): boolean {
  const kind = ecsText(document, "event.kind");
  if (kind === "alert" || kind === "signal") return true;
  const categories = ecsTexts(document, "event.category");
  const found = categories.some((word) => ["malware", "threat", "intrusion_detection", "vulnerability"].includes(word));
  return kind !== "metric" && kind !== "state" && found;
}

function read(document: Raw, hit: string): AlertDraftInput {
  const time = isoTime(fieldAt(document, "@timestamp")) ?? requireTime(document, ["@timestamp"]);
  const rule = ecsText(document, "rule.name", "rule.description", "vulnerability.id", "threat.indicator.name");
  const action = ecsText(document, "event.action");
  const title = rule || ecsText(document, "message") || action || "Event of kind alert";
  const severity = ecsText(document, "event.severity", "log.level");
  const word = ecsText(document, "event.severity_label", "severity", "vulnerability.severity", "log.level");
  return {
    uid: ecsText(document, "event.id", "event.hash", "vulnerability.report_id") || hit || hashOf(document),
    title,
    description: describe(document, title),
    severity: severityOf(document, word),
    severityRaw: word || severity,
    time,
    ...given({
      firstSeen: isoTime(fieldAt(document, "event.start")),
      lastSeen: isoTime(fieldAt(document, "event.end")),
      confidence: confidenceOf(document),
      link: ecsText(document, "event.url", "rule.reference", "event.reference"),
    }),
    rule: {
      id: ecsText(document, "rule.id", "rule.uuid", "vulnerability.id", "event.code") || title,
      name: rule || title,
    },
    product: {
      name: ecsText(document, "observer.product", "event.module", "observer.type", "agent.type") || "ECS",
      vendor: ecsText(document, "observer.vendor", "event.provider", "event.module") || "unknown",
    },
    categories: filled(
      ...ecsTexts(document, "event.category"),
      ...ecsTexts(document, "event.type"),
      action,
      ecsText(document, "event.dataset"),
      ecsText(document, "rule.category"),
      ecsText(document, "rule.ruleset"),
    ),
    techniques: techniquesOf(document),
    entities: ecsEntities(document),
    observables: ecsObservables(document),
    controlOutcome: outcomeOf(document, action),
  };
}

function describe(document: Raw, title: string): string {
  const message = ecsText(document, "message");
  const facts = factsLine({
    reason: ecsText(document, "event.reason", "error.message"),
    rule: ecsText(document, "rule.description"),
    threat: ecsText(document, "threat.indicator.description", "threat.software.name", "threat.group.name"),
  });
  return [message === title ? "" : message, facts].filter((part) => part !== "").join("\n");
}

export const severityWord = severityWords(
  {
    informational: "informational",
    info: "informational",
    debug: "informational",
    notice: "informational",
    low: "low",
    medium: "medium",
    moderate: "medium",
    warning: "medium",
    warn: "medium",
    high: "high",
    error: "high",
    critical: "critical",
    crit: "critical",
    alert: "critical",
    emergency: "fatal",
  },
  "unknown",
);

/**
 * A word where there is one; else `event.risk_score` (0 to 100), else `event.severity`, whose scale is the source's own
 * (https://www.elastic.co/docs/reference/ecs/ecs-event#field-event-severity): read as 0 to 100 above 10, and as 1 to 10 below.
 */
function severityOf(document: Raw, word: string): Severity {
  const known = severityWord(word);
  if (known !== "unknown") return known;
  const number = (path: string) => {
    const text = ecsText(document, path);
    return text === "" ? Number.NaN : Number(text);
  };
  const risk = number("event.risk_score_norm") || number("event.risk_score");
  if (risk > 0) return riskScore(risk);
  const severity = number("event.severity");
  if (Number.isNaN(severity)) return "medium";
  return riskScore(severity > 10 ? severity : severity * 10);
}

/** The borders that Elastic's own risk levels have. */
export const riskScore = severitySteps([
  [90, "critical"],
  [70, "high"],
  [40, "medium"],
  [20, "low"],
  [0, "informational"],
]);

function confidenceOf(document: Raw): number | undefined {
  const table = wordTable<number | undefined>({ none: 0, low: 25, medium: 50, high: 90 }, undefined);
  return table(ecsText(document, "threat.indicator.confidence"));
}

/** Parallel lists of ids and names, as ECS has them; a sub-technique wins over its technique. */
function techniquesOf(document: Raw) {
  const tactic = ecsText(document, "threat.tactic.name");
  return ["threat.technique.subtechnique", "threat.technique"].flatMap((path) => {
    const names = ecsTexts(document, `${path}.name`);
    return ecsTexts(document, `${path}.id`).map((id, index) => ({
      id,
      ...given({ name: names[index] ?? "", tactic }),
    }));
  });
}

const BY_ACTION = wordTable<ControlOutcome | undefined>(
  {
    allow: "allowed",
    allowed: "allowed",
    permitted: "allowed",
    deny: "blocked",
    denied: "blocked",
    block: "blocked",
    blocked: "blocked",
    drop: "blocked",
    dropped: "blocked",
    prevented: "blocked",
    quarantine: "quarantined",
    quarantined: "quarantined",
    detected: "detected",
  },
  undefined,
);

function outcomeOf(document: Raw, action: string): ControlOutcome {
  const types = ecsTexts(document, "event.type");
  if (types.includes("denied")) return "blocked";
  return BY_ACTION(action) ?? (types.includes("allowed") ? "allowed" : "detected");
}
