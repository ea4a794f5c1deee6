/** Conditions that an incident's own fields answer. Whatever else a runbook asks is asked of a person. */
import type { EntityType } from "../../model/entity.ts";
import { SEVERITIES } from "../../model/scale.ts";
import { kindsIn } from "./match.ts";

/** Lists of keys that an incident has, by kind of entity. */
const LISTS: Readonly<Partial<Record<EntityType, string>>> = {
  user: "users",
  device: "devices",
  ip: "ips",
  "access-key": "accessKeys",
};

const SEVERITY =
  /\bseverity\b.{0,30}?\b(low|medium|high|critical)\b(?:,? (?:or|and) (higher|above|greater|more|low|medium|high|critical))?|\b(low|medium|high|critical)(?: or (higher|above|critical|high))?[- ]severity\b/i;
const MORE_THAN =
  /\b(?:more than|over|greater than) (\d{1,4}|one|two|three|five|ten) (?:\w+ ){0,2}?(users?|accounts?|hosts?|systems?|devices?|machines?|endpoints?|workstations?)\b/i;
const SEVERAL =
  /\b(?:multiple|several|many) (?:\w+ )?(users?|accounts?|hosts?|systems?|devices?|machines?|endpoints?|workstations?)\b/i;
const NEGATED = /\b(?:not|no|isn't|isn’t|without|never|neither)\b/i;
const WORDS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, five: 5, ten: 10 };

/** A condition as an expression over the incident; null where no field answers it as it is said. */
export function factOf(condition: string): string | null {
  const text = condition.trim();
  // What is said of two things is not said of one.
  if (/\b(?:and|but)\b/i.test(text)) return null;
  return severityFact(text) ?? (NEGATED.test(text) ? null : (markFact(text) ?? countFact(text)));
}

function severityFact(text: string): string | null {
  const found = SEVERITY.exec(text);
  if (found === null || NEGATED.test(text)) return null;
  const first = (found[1] ?? found[3] ?? "").toLowerCase();
  const second = (found[2] ?? found[4])?.toLowerCase();
  const id = (word: string) => SEVERITIES.indexOf(word as (typeof SEVERITIES)[number]);
  if (second === undefined) return `incident.severity == "${first}"`;
  if (/^(?:higher|above|greater|more)$/.test(second)) return `incident.severityId >= ${id(first)}`;
  return `incident.severity in ["${first}", "${second}"]`;
}

function markFact(text: string): string | null {
  const about =
    /^(?:the |this |an? )?(?:(?:affected|compromised|targeted|impacted|involved) )?(?:account|user|identity|he or she|it)\b.{0,12}\b(?:is|has|belongs to|holds) (?:an? )?(?:(?:highly )?privileged|admin(?:istrat(?:or|ive))?(?: account| user| rights| privileges)?|privileged (?:account|user)|elevated privileges)\W*$/i;
  if (about.test(text)) return "incident.entity.privileged";
  if (/^(?:the |this )?(?:\w+ )?account is an? service account\W*$/i.test(text))
    return "incident.entity.serviceAccount";
  const critical =
    /^(?:the |this |an? )?(?:\w+ )?(?:asset|system|server|host|device|machine) is (?:an? )?(?:business[- ]|mission[- ])?critical(?: asset| system| server| host)?\W*$/i;
  return critical.test(text) ? 'incident.entity.criticality == "critical"' : null;
}

function countFact(text: string): string | null {
  const more = MORE_THAN.exec(text);
  const several = more === null ? SEVERAL.exec(text) : null;
  const noun = more?.[2] ?? several?.[1];
  const list = noun === undefined ? undefined : LISTS[kindsIn(noun)[0] ?? "other"];
  if (list === undefined || !/\b(?:affected|infected|compromised|involved|impacted)\b/i.test(text)) return null;
  const count = more === null ? 1 : (WORDS[(more[1] ?? "").toLowerCase()] ?? Number(more[1]));
  return `size(incident.${list}) > ${count}`;
}

/** Whether a condition asks what intelligence can answer of an address, a domain or a file. */
export function asksIntelligence(condition: string): boolean {
  return (
    /\b(?:is|are|be|found|known|considered|deemed|confirmed)\b.{0,30}\b(?:malicious|bad|hostile)\b/i.test(condition) &&
    !NEGATED.test(condition)
  );
}
