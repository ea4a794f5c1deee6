/** What people decided about the things an incident is made of. Pure. */
import type { IncidentFacts } from "./incident.ts";

/** A decision as triage and scope policies heed it. */
export interface HeededDecision {
  kind: string;
  about: string[];
  until: Date | null;
}

export interface Decided {
  /** The kinds of the decisions about any of these references that hold at that time, in alphabetical order. */
  about(references: readonly string[], at: Date): string[];
}

/** Where nobody decided anything. */
export const NOTHING_DECIDED: Decided = { about: () => [] };

/** An index of decisions by what they are about. */
export function decidedBy(decisions: readonly HeededDecision[]): Decided {
  if (decisions.length === 0) return NOTHING_DECIDED;
  const bySubject = new Map<string, HeededDecision[]>();
  for (const decision of decisions)
    for (const reference of decision.about) {
      const known = bySubject.get(reference);
      if (known === undefined) bySubject.set(reference, [decision]);
      else known.push(decision);
    }
  return {
    about(references, at) {
      const holding = references
        .flatMap((reference) => bySubject.get(reference) ?? [])
        .filter(({ until }) => until === null || until > at);
      return [...new Set(holding.map(({ kind }) => kind))].sort();
    },
  };
}

/** The references of everything an incident is made of: its entities, observables, rule, source, and its type once it has one. */
export function referencesOf(
  facts: Pick<IncidentFacts, "type" | "entities" | "observables" | "ruleId" | "source">,
): string[] {
  return [
    ...facts.entities.map(({ type, key }) => `entity:${type}:${key}`),
    ...facts.observables.map(({ type, value }) => `observable:${type}:${value}`),
    `rule:${facts.ruleId}`,
    `source:${facts.source}`,
    ...(facts.type === "" ? [] : [`incident-type:${facts.type}`]),
  ];
}
