/** Makes a classifier of a taxonomy: a pure function from an incident's facts to what follows from them. */
import { DefectError } from "../errors.ts";
import { type Decided, NOTHING_DECIDED, referencesOf } from "../model/decided.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Disposition, Priority } from "../model/scale.ts";
import { type Condition, type ConditionScope, type Conditions, conditionsOf } from "./conditions.ts";
import { indexRules } from "./rule-index.ts";
import type { IncidentType, KnownBenign, MatchRule, ServiceLevel, Taxonomy } from "./taxonomy.ts";

export interface Classification {
  typeId: string;
  /** Null when no rule matched and the fallback type was taken. */
  ruleId: string | null;
  /** In words, for people. */
  reason: string;
  priority: Priority;
  initialDisposition: Disposition;
  dispositionReason: string;
  /** Null when on purpose none runs. */
  playbook: string | null;
  /** From the opening of the incident. */
  acknowledgeBySeconds: number;
  containBySeconds: number;
  resolveBySeconds: number;
  escalations: { to: string; reason: string }[];
  /** 0 to 100: the matching rule's; 0 for the fallback. */
  confidence: number;
}

export interface Classifier {
  /** Total and deterministic: any facts get a type, and equal facts and decisions get the same. Decisions about the type count once it is named. */
  classify(facts: IncidentFacts, decided?: Decided): Classification;
}

interface Ready<T> {
  rule: T;
  holds: Condition;
}

interface ReadyType {
  type: IncidentType;
  playbook: Ready<IncidentType["playbook"][number]>[];
  priority: Ready<Taxonomy["priority"][number]>[];
  escalate: Ready<Taxonomy["escalate"][number]>[];
  disposition: Ready<Taxonomy["disposition"][number]>[];
}

/** Compiles a checked taxonomy. Throws `expression.<reason>` when an expression is not valid, which `checkTaxonomy` would have found. */
export function compileTaxonomy(taxonomy: Taxonomy): Classifier {
  const conditions = conditionsOf();
  const index = indexRules(taxonomy);
  const matches = new Map<MatchRule, Condition>(index.rules.map(({ rule }) => [rule, conditions.compile(rule.when)]));
  const knownBenign = ready(taxonomy.knownBenign, conditions);
  const types = new Map(taxonomy.types.map((type) => [type.id, readyType(type, taxonomy, conditions)]));
  const fallback = types.get(taxonomy.fallback);
  if (fallback === undefined)
    throw new DefectError("taxonomy.unknown-type", `The fallback type ${taxonomy.fallback} does not exist.`);

  return {
    classify(facts, decided = NOTHING_DECIDED) {
      const at = new Date(facts.openedAt);
      const references = referencesOf({ ...facts, type: "" });
      const decisions = decided.about(references, at);
      const untyped = conditions.scopeOf(facts, decisions);
      const match = index
        .candidates(facts.categories, facts.techniques)
        .find(({ rule }) => matches.get(rule)?.(untyped));
      const chosen = (match === undefined ? undefined : types.get(match.typeId)) ?? fallback;
      const typed = decided.about([...references, `incident-type:${chosen.type.id}`], at);
      const scope = typed.length === decisions.length ? untyped : conditions.scopeOf(facts, typed);
      const priority = firstOf(chosen.priority, scope)?.priority ?? "unknown";
      const playbook = firstOf(chosen.playbook, scope);
      const level = levelOf(chosen.type, taxonomy, priority);
      return {
        typeId: chosen.type.id,
        ruleId: match?.rule.id ?? null,
        reason: match === undefined ? "No rule matched." : reasonOf(match.rule),
        priority,
        ...dispositionOf(chosen, knownBenign, facts, scope),
        playbook: playbook?.run ?? null,
        acknowledgeBySeconds: level.acknowledge,
        containBySeconds: level.contain,
        resolveBySeconds: level.resolve,
        escalations: chosen.escalate
          .filter(({ holds }) => holds(scope))
          .map(({ rule: { to, reason } }) => ({ to, reason })),
        confidence: match?.rule.confidence ?? 0,
      };
    },
  };
}

function readyType(type: IncidentType, taxonomy: Taxonomy, conditions: Conditions): ReadyType {
  return {
    type,
    playbook: ready(type.playbook, conditions),
    priority: ready([...type.priority, ...taxonomy.priority], conditions),
    escalate: ready([...type.escalate, ...taxonomy.escalate], conditions),
    disposition: ready([...type.disposition, ...taxonomy.disposition], conditions),
  };
}

function ready<T extends { when: string | null }>(rules: readonly T[], conditions: Conditions): Ready<T>[] {
  return rules.map((rule) => ({ rule, holds: conditions.compile(rule.when) }));
}

function firstOf<T>(rules: readonly Ready<T>[], scope: ConditionScope): T | undefined {
  return rules.find(({ holds }) => holds(scope))?.rule;
}

/** A recorded decision that it is harmless, then the type's rules, then the taxonomy's; else what is not certain stays unknown. */
function dispositionOf(
  chosen: ReadyType,
  knownBenign: readonly Ready<KnownBenign>[],
  facts: IncidentFacts,
  scope: ConditionScope,
): Pick<Classification, "initialDisposition" | "dispositionReason"> {
  const harmless = knownBenign.find(({ rule, holds }) => facts.openedAt < rule.until && holds(scope))?.rule;
  if (harmless !== undefined) {
    const { reason, approvedBy, until, id } = harmless;
    return {
      initialDisposition: "benign",
      dispositionReason: `${reason} (${id}, approved by ${approvedBy} until ${until})`,
    };
  }
  const rule = firstOf(chosen.disposition, scope);
  if (rule === undefined) return { initialDisposition: "unknown", dispositionReason: "nothing is certain yet" };
  return { initialDisposition: rule.disposition ?? facts.initialDisposition, dispositionReason: rule.reason };
}

function levelOf(type: IncidentType, taxonomy: Taxonomy, priority: Priority): ServiceLevel {
  const level = type.serviceLevels[priority] ?? taxonomy.serviceLevels[priority] ?? taxonomy.serviceLevels.medium;
  if (level === undefined) throw new DefectError("taxonomy.missing-key", `No service levels for priority ${priority}.`);
  return level;
}

function reasonOf(rule: MatchRule): string {
  const parts = [
    rule.categories.length === 0 ? "" : `a category is ${listed(rule.categories)}`,
    rule.techniques.length === 0 ? "" : `a technique is ${listed(rule.techniques)}`,
    rule.when ?? "",
  ].filter((part) => part !== "");
  return `Rule ${rule.id}: ${parts.join(", and ")}.`;
}

function listed(words: readonly string[]): string {
  return words.length <= 4 ? words.join(" or ") : `${words.slice(0, 3).join(", ")} or one of ${words.length - 3} more`;
}
