/** Which techniques of ATT&CK the taxonomy knows and playbooks answer, and which incidents showed. docs/reviews.md, "Pictures", is its page. */
import { topTechniques } from "../taxonomy/attack/attack.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";

export interface TechniqueCoverage {
  id: string;
  name: string;
  tactics: string[];
  /** Incident types one of whose rules names it, or a sub-technique of it. */
  types: string[];
  /** What these types run. */
  playbooks: string[];
  /** That showed it, or a sub-technique of it. */
  incidents: number;
}

/** Every technique of the matrix, in the order of their ids. */
export function coverageOf(
  taxonomy: Taxonomy | null,
  shown: readonly { technique: string; incidents: number }[],
): TechniqueCoverage[] {
  const incidents = new Map(shown.map((one) => [one.technique, one.incidents]));
  const types = (taxonomy?.types ?? []).map((type) => ({
    id: type.id,
    techniques: new Set(type.match.flatMap(({ techniques }) => techniques.map((id) => id.split(".", 1)[0]))),
    playbooks: type.playbook.flatMap(({ run }) => (run === null ? [] : [run])),
  }));
  return topTechniques().map((technique) => {
    const naming = types.filter(({ techniques }) => techniques.has(technique.id));
    return {
      ...technique,
      types: naming.map(({ id }) => id),
      playbooks: [...new Set(naming.flatMap(({ playbooks }) => playbooks))].sort(),
      incidents: incidents.get(technique.id) ?? 0,
    };
  });
}
