/** What policies say of the effects of a backtest: of the version in force and of the draft, with the entities as they are known today. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import type { PolicySet } from "../guard/policy-record.ts";
import type { EntityType } from "../model/entity.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { Comparison } from "../playbook/backtest.ts";
import type { AskedEffect, PastRun } from "../playbook/backtest-run.ts";
import type { Program } from "../playbook/program.ts";
import { guardRequestOf } from "../respond/guard-request.ts";
import { noneEntity } from "../respond/target.ts";
import { type Database, inWorkspace } from "../store/database.ts";
import type { BacktestDecisions, Decided } from "./contract/backtest.ts";
import { decidedBy, EntitiesToday } from "./past-decisions.ts";

/** The policies in force, null where none can be read, and those that are tried. */
export interface DecidingPolicies {
  inForce: PolicySet | null;
  tried: PolicySet | null;
}

type Decision = keyof Decided;
export type DecidedEffect = AskedEffect & { decision: Decision };
type DecidedRun = Omit<PastRun, "effects"> & { effects: DecidedEffect[] };
export type DecidedComparison = Omit<Comparison, "inForce" | "draft" | "newEffects" | "goneEffects"> &
  Record<"inForce" | "draft", DecidedRun> &
  Record<"newEffects" | "goneEffects", DecidedEffect[]>;

interface Compared {
  comparison: Comparison;
  facts: IncidentFacts;
}

const SHOWN = 50;

export class BacktestDecider {
  readonly #database: Database;
  readonly #workspaceId: string;
  readonly #policies: DecidingPolicies;
  readonly #programs: { inForce: Program | null; draft: Program };
  readonly #entities: EntitiesToday;
  readonly #sum = { inForce: none(), draft: none(), tried: none() };
  readonly #capabilities = new Map<string, { capability: string; inForce: Decided; draft: Decided }>();

  constructor(
    database: Database,
    workspaceId: string,
    policies: DecidingPolicies,
    programs: { inForce: Program | null; draft: Program },
  ) {
    this.#database = database;
    this.#workspaceId = workspaceId;
    this.#policies = policies;
    this.#programs = programs;
    this.#entities = new EntitiesToday(workspaceId);
  }

  /** Decides all effects of incidents that were compared, and counts them. */
  async decide(compared: readonly Compared[]): Promise<DecidedComparison[]> {
    const effects = compared.flatMap(({ comparison: { inForce, draft } }) => [...inForce.effects, ...draft.effects]);
    const missing = this.#entities.unknown(effects.map(entityOf));
    if (missing.length > 0)
      await inWorkspace(this.#database, this.#workspaceId, (client) => this.#entities.learn(client, missing));
    return compared.map((one) => this.#decideOne(one));
  }

  sum(): BacktestDecisions {
    const { inForce, draft, tried } = this.#sum;
    const total = ({ inForce: a, draft: b }: { inForce: Decided; draft: Decided }) =>
      a.allow + a.ask + a.refuse + b.allow + b.ask + b.refuse;
    return {
      ...{ inForce: { ...inForce }, draft: { ...draft } },
      tried: this.#policies.tried === null ? null : { ...tried },
      capabilities: structuredClone(
        [...this.#capabilities.values()].sort((a, b) => total(b) - total(a)).slice(0, SHOWN),
      ),
      budgets: "left-out",
    };
  }

  #decideOne({ comparison, facts }: Compared): DecidedComparison {
    const { inForce: now, tried } = this.#policies;
    const known = new Map<string, Decision>();
    const by = { inForce: this.#programs.inForce ?? this.#programs.draft, draft: this.#programs.draft };
    const before = (effect: AskedEffect) =>
      this.#decision({ policySet: now, program: by.inForce, facts, known }, effect);
    const today = (effect: AskedEffect) => this.#decision({ policySet: now, program: by.draft, facts, known }, effect);
    const after = (effect: AskedEffect) =>
      tried === null ? today(effect) : this.#decision({ policySet: tried, program: by.draft, facts, known }, effect);
    const decided = (effects: readonly AskedEffect[], decision: (effect: AskedEffect) => Decision) =>
      effects.map((effect) => ({ ...effect, decision: decision(effect) }));
    const [were, are] = [decided(comparison.inForce.effects, before), decided(comparison.draft.effects, after)];
    for (const { capability, decision } of were) this.#count("inForce", capability, decision);
    for (const effect of are) {
      this.#count("draft", effect.capability, effect.decision, tried === null ? effect.decision : today(effect));
      if (tried !== null) this.#sum.tried[effect.decision] += 1;
    }
    return {
      ...comparison,
      inForce: { ...comparison.inForce, effects: were },
      draft: { ...comparison.draft, effects: are },
      newEffects: decided(comparison.newEffects, after),
      goneEffects: decided(comparison.goneEffects, before),
    };
  }

  #count(of: "inForce" | "draft", capability: string, decision: Decision, inSum = decision): void {
    this.#sum[of][inSum] += 1;
    let known = this.#capabilities.get(capability);
    if (known === undefined) {
      known = { capability, inForce: none(), draft: none() };
      this.#capabilities.set(capability, known);
    }
    known[of][decision] += 1;
  }

  /** Both versions mostly ask for the same, and what is new is among what the draft asks for: of one incident each is decided once. */
  #decision(of: Deciding, effect: AskedEffect): Decision {
    const { policySet, program, known } = of;
    const by = `${policySet === this.#policies.inForce} ${program.name} ${program.maturity}`;
    const key = `${by} ${effect.capability} ${effect.targetType} ${effect.target}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const decision = this.#decide(of, effect);
    known.set(key, decision);
    return decision;
  }

  #decide({ policySet, program, facts }: Deciding, effect: AskedEffect): Decision {
    const { id, effect: effectClass } = capabilities.get(effect.capability)!;
    const request = guardRequestOf(this.#workspaceId, program, facts, { id, effect: effectClass });
    const entity = this.#entities.of(entityOf(effect));
    return decidedBy(policySet, { ...request, entity, at: new Date(facts.openedAt) }).decision;
  }
}

/** By which policies, for which version, of which incident; and what was decided of it so far. */
interface Deciding {
  policySet: PolicySet | null;
  program: Program;
  facts: IncidentFacts;
  known: Map<string, Decision>;
}

function none(): Decided {
  return { allow: 0, ask: 0, refuse: 0 };
}

/** As the journal would name it. */
function entityOf({ target, targetType }: AskedEffect): { type: EntityType; key: string } {
  if (target === null || target === "" || targetType === null) return noneEntity;
  return { type: targetType as EntityType, key: target.toLowerCase() };
}
