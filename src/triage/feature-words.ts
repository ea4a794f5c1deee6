/** What the triage model sees of an incident, in words. */
import { EntityType } from "../model/entity.ts";

const NAMED: Readonly<Record<string, (value: string) => string>> = {
  severity: (value) => `severity ${value}`,
  source: (value) => `source ${value}`,
  rule: (value) => `rule ${value}`,
  type: (value) => `type ${value}`,
  said: (value) => `first word ${value}`,
  "control-outcome": (value) => `what the control did: ${value}`,
  confidence: (value) => `a confidence of ${value} to ${Number(value) + 9}`,
  alerts: (value) => (value === "1" ? "a single alert" : `${value} alerts or more`),
  connection: (value) => `connection ${value}`,
  category: (value) => `category ${value}`,
  technique: (value) => `technique ${value}`,
  "entity-type": (value) => `about a ${spaced(value)}`,
  entity: about,
  criticality: (value) => `criticality ${value}`,
  department: (value) => `department ${value}`,
  tag: (value) => `tagged ${value}`,
  with: (value) => `together with ${about(value)}`,
  "observable-type": (value) => `some ${spaced(value)} was seen`,
  observable: (value) => `${about(value)} was seen`,
  hour: (value) => `between ${value} and ${Number(value) + 4} o'clock UTC`,
  "rule+entity": (value) => `this rule about ${ofEntity(value)}`,
  "rule+entity-type": (value) => `this rule about a ${spaced(lastOf(value))}`,
  "rule+criticality": (value) => `this rule at criticality ${lastOf(value)}`,
  "rule+said": (value) => `this rule with first word ${lastOf(value)}`,
  "rule+with": (value) => `this rule together with ${ofEntity(value)}`,
};

/** One of the names that `featuresOf` gives. What stands in it beside our own words is as it came: an attacker may have written it. */
export function featureWords(feature: string): string {
  const at = feature.indexOf("=");
  if (at < 0) return spaced(feature);
  return NAMED[feature.slice(0, at)]?.(feature.slice(at + 1)) ?? feature;
}

/** `device:lt-0142` */
function about(typed: string): string {
  const at = typed.indexOf(":");
  return `${spaced(typed.slice(0, at))} ${typed.slice(at + 1)}`;
}

const ENTITY = new RegExp(` (${EntityType.options.join("|")}):`, "g");

/** What stands behind the rule, whose own name may have blanks and colons: the last that looks like an entity. */
function ofEntity(value: string): string {
  const at = [...value.matchAll(ENTITY)].at(-1)?.index;
  return at === undefined ? value : about(value.slice(at + 1));
}

const lastOf = (value: string) => value.slice(value.lastIndexOf(" ") + 1);
const spaced = (value: string) => value.replaceAll("-", " ");
