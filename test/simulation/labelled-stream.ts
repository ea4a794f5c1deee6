/** Incidents as a company has them over some months, with what people said they were: for the triage model, which is not told how they are made. */
import type { EntityFacts, IncidentFacts } from "../../src/model/incident.ts";
import type { Disposition, Severity } from "../../src/model/scale.ts";
import { fillFacts } from "../../src/taxonomy/example-facts.ts";
import type { Labelled } from "../../src/triage/train.ts";
import { diceOf } from "../support/dice.ts";

export interface StreamOptions {
  incidents: number;
  seed: number;
  /** The share of labels that are a person's mistake. */
  mistakes?: number;
}

export interface StreamedIncident extends Labelled {
  /** That it was something, as it was made: what nobody can know better. */
  chance: number;
}

interface Rule {
  source: string;
  id: string;
  severity: Severity;
  technique: string;
  /** How often it is right about anybody. */
  right: number;
  /** Those it is always wrong about: the backup account, the scanner. */
  wrongAbout: ReadonlySet<number>;
  /** From which share of the stream on it exists. */
  since: number;
  /** Where it is rewritten, and what it is worth from then on. */
  rewritten: { at: number; right: number } | null;
}

const START = Date.UTC(2026, 0, 5);
const MINUTES_APART = 25;
const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];
const RULES = 60;
const ENTITIES = 300;

/** The same seed, the same stream, in the order of time. Rules come and are rewritten on the way, as they do. */
export function labelledStream({ incidents, seed, mistakes = 0.002 }: StreamOptions): StreamedIncident[] {
  const dice = diceOf(seed);
  const whole = (below: number) => Math.floor(dice.between(0, below));
  const rules = Array.from({ length: RULES }, (_none, at): Rule => {
    // Most rules are noise or nearly always right; few lie between.
    const nearly = dice.between(0, 1) ** 3 / 50;
    const right = dice.chance(0.6) ? nearly : dice.chance(0.5) ? 1 - nearly : dice.between(0, 1);
    return {
      source: `sensor-${at % 8}`,
      id: `rule-${at}`,
      severity: SEVERITIES[Math.min(3, whole(3) + (right > 0.5 ? 1 : 0))]!,
      technique: `T${1000 + whole(40)}`,
      right,
      wrongAbout: new Set(Array.from({ length: 6 }, () => whole(ENTITIES))),
      since: dice.chance(0.15) ? dice.between(0.2, 0.9) : 0,
      rewritten: dice.chance(0.02) ? { at: dice.between(0.3, 0.9), right: dice.between(0, 1) } : null,
    };
  });
  const entities = Array.from({ length: ENTITIES }, (_none, at) => entityOf(at, dice));
  return Array.from({ length: incidents }, (_none, at) => {
    const progress = at / incidents;
    const living = rules.filter(({ since }) => since <= progress);
    // A few rules make most of the noise.
    const rule = living[Math.floor(living.length * dice.between(0, 1) ** 1.7)]!;
    const number = whole(ENTITIES);
    const badAddress = dice.chance(0.08);
    const chance = chanceOf(rule, number, { progress, badAddress, entity: entities[number]! });
    const harmful = dice.chance(chance);
    const said = dice.chance(mistakes) ? !harmful : harmful;
    const openedAt = new Date(START + at * MINUTES_APART * 60_000).toISOString();
    const address = badAddress ? `203.0.113.${whole(12)}` : `198.51.100.${whole(200)}`;
    const facts = factsOf(rule, entities[number]!, { openedAt, address });
    return { facts, disposition: wordFor(said, dice.chance(0.3)), chance };
  });
}

/** Not of the model's own form: what holds of a pair of rule and entity overrules everything else. */
function chanceOf(
  rule: Rule,
  entity: number,
  { progress, badAddress, entity: { privileged } }: { progress: number; badAddress: boolean; entity: EntityFacts },
): number {
  if (rule.wrongAbout.has(entity)) return 0.001;
  const right = rule.rewritten !== null && progress >= rule.rewritten.at ? rule.rewritten.right : rule.right;
  return Math.min(0.995, right + (badAddress ? 0.6 : 0) + (privileged && rule.severity === "critical" ? 0.1 : 0));
}

function wordFor(harmful: boolean, rarer: boolean): Disposition {
  if (harmful) return rarer ? "security-risk" : "true-positive";
  return rarer ? "benign" : "false-positive";
}

function entityOf(at: number, dice: ReturnType<typeof diceOf>): EntityFacts {
  return {
    type: at % 3 === 0 ? "device" : "user",
    key: `entity-${at}`,
    name: `entity-${at}`,
    ...{ role: "affected", aliases: [], owner: "", tags: [] },
    criticality: dice.chance(0.1) ? "high" : "medium",
    privileged: dice.chance(0.08),
    serviceAccount: dice.chance(0.1),
    protected: false,
    department: `department-${at % 9}`,
  };
}

function factsOf(
  rule: Rule,
  entity: EntityFacts,
  { openedAt, address }: { openedAt: string; address: string },
): IncidentFacts {
  const { source, id: ruleId, severity, technique } = rule;
  return {
    ...fillFacts({
      entity,
      severity,
      source,
      ruleId,
      ruleName: ruleId,
      techniques: [technique],
      openedAt,
      firstEventAt: openedAt,
    }),
    observables: [{ type: "ip", value: address }],
  };
}
