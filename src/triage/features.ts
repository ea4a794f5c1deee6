/** What the triage model sees of an incident: names of what is there, from its discrete fields and observables. No free text is among them. */
import type { EntityFacts, IncidentFacts } from "../model/incident.ts";

/** Values and lists are an attacker's: what is longer than this is cut. */
const MAX_VALUE = 200;
const MAX_CATEGORIES = 20;
const MAX_OTHERS = 5;
const MAX_TAGS = 10;
const MAX_OBSERVABLES = 30;

/** The names of what holds of these facts, each once, at most some hundred. The same facts have the same names in the same order. */
export function featuresOf(facts: IncidentFacts): string[] {
  const rule = `${cut(facts.source)}/${cut(facts.ruleId)}`;
  const named = [
    `severity=${facts.severity}`,
    `source=${cut(facts.source)}`,
    `rule=${rule}`,
    `type=${cut(facts.type)}`,
    `said=${facts.initialDisposition}`,
    `control-outcome=${cut(facts.controlOutcome)}`,
    `confidence=${Math.floor(facts.confidence / 10) * 10}`,
    `alerts=${2 ** Math.floor(Math.log2(Math.max(1, facts.alertCount)))}`,
    `connection=${cut(facts.connection)}`,
    ...facts.categories.slice(0, MAX_CATEGORIES).map((category) => `category=${cut(category)}`),
    ...facts.techniques.slice(0, MAX_CATEGORIES).map((technique) => `technique=${cut(technique)}`),
    ...ofEntity(facts.entity),
    ...othersOf(facts).map((other) => `with=${keyOf(other)}`),
    ...ofObservables(facts),
    ...ofTime(facts.firstEventAt),
    // What one rule says of one entity is often another thing than what it says of all.
    `rule+entity=${rule} ${keyOf(facts.entity)}`,
    `rule+entity-type=${rule} ${facts.entity.type}`,
    `rule+criticality=${rule} ${facts.entity.criticality}`,
    `rule+said=${rule} ${facts.initialDisposition}`,
    ...othersOf(facts).map((other) => `rule+with=${rule} ${keyOf(other)}`),
  ];
  return [...new Set(named)];
}

/** The names without which a model knows nothing of incidents of this kind. */
export function kindOf(facts: IncidentFacts): string {
  return `rule=${cut(facts.source)}/${cut(facts.ruleId)}`;
}

function ofEntity(entity: EntityFacts): string[] {
  return [
    `entity-type=${entity.type}`,
    `entity=${keyOf(entity)}`,
    `criticality=${entity.criticality}`,
    ...(entity.privileged ? ["privileged"] : []),
    ...(entity.serviceAccount ? ["service-account"] : []),
    ...(entity.protected ? ["protected"] : []),
    ...(entity.department === "" ? [] : [`department=${cut(entity.department)}`]),
    ...entity.tags.slice(0, MAX_TAGS).map((tag) => `tag=${cut(tag)}`),
  ];
}

function othersOf({ entity, entities }: IncidentFacts): EntityFacts[] {
  return entities.filter((one) => one.type !== entity.type || one.key !== entity.key).slice(0, MAX_OTHERS);
}

function ofObservables({ observables }: IncidentFacts): string[] {
  return observables
    .slice(0, MAX_OBSERVABLES)
    .flatMap(({ type, value }) => [`observable-type=${type}`, `observable=${type}:${cut(value)}`]);
}

/** Working hours differ from nights and weekends; which, the model finds out. */
function ofTime(iso: string): string[] {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return [];
  const weekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
  return [`hour=${Math.floor(at.getUTCHours() / 4) * 4}`, ...(weekend ? ["weekend"] : [])];
}

function keyOf({ type, key }: EntityFacts): string {
  return `${type}:${cut(key)}`;
}

function cut(text: string): string {
  return text.slice(0, MAX_VALUE);
}
