/** The ATT&CK techniques that a runbook names, held against the list. */
import { techniqueStanding } from "../../taxonomy/attack/attack.ts";

const MAX_TECHNIQUES = 50;

/** Ids in force, in the order in which they are first named; of what was replaced, its successor. */
export function techniquesIn(text: string): string[] {
  const found = new Set<string>();
  for (const [id] of text.matchAll(/\bT\d{4}(?:[./]\d{3})?(?!\d)/g)) {
    const standing = techniqueStanding(id.replace("/", "."));
    if (standing.kind === "current") found.add(id.replace("/", "."));
    if (standing.kind === "replaced") found.add(standing.id);
  }
  return [...found].slice(0, MAX_TECHNIQUES);
}
