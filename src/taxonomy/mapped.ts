import type { IncidentFacts } from "../model/incident.ts";
import { conditionsOf } from "./conditions.ts";
import type { Taxonomy } from "./taxonomy.ts";

/** Which incidents a playbook is mapped to. */
export interface Mapped {
  /** Types with a rule that names it. */
  types: string[];
  /** Whether an incident, of the type that its facts say, is responded to by it. */
  holds(facts: IncidentFacts): boolean;
}

/** What a checked taxonomy maps to a playbook. */
export function mappedTo(playbook: string, { types }: Taxonomy): Mapped {
  const conditions = conditionsOf();
  const named = types.filter((type) => type.playbook.some(({ run }) => run === playbook));
  const rules = new Map(
    named.map((type) => [type.id, type.playbook.map(({ when, run }) => ({ run, holds: conditions.compile(when) }))]),
  );
  return {
    types: named.map(({ id }) => id),
    holds(facts) {
      const scope = conditions.scopeOf(facts);
      return rules.get(facts.type)?.find(({ holds }) => holds(scope))?.run === playbook;
    },
  };
}
