/** The techniques of an alert, held against ATT&CK's own list. Pure. */
import type { Technique } from "../model/alert.ts";
import { techniqueStanding } from "../taxonomy/attack/attack.ts";

/** What became of an id that is not in force. */
export interface TechniqueNote {
  /** As the source wrote it. */
  written: string;
  /** The technique that took its place. */
  now?: string;
  reason: "revoked" | "unlisted";
}

export interface CheckedTechniques {
  techniques: Technique[];
  /** Ids that are no technique: words of the source, as any other of its categories. */
  labels: string[];
  notes: TechniqueNote[];
}

/** A revoked id becomes its successor; an id that is not on the list, or was revoked for nothing, is a label and no technique. */
export function checkTechniques(techniques: Technique[]): CheckedTechniques {
  const checked = new Map<string, Technique>();
  const notes: TechniqueNote[] = [];
  const labels: string[] = [];
  for (const technique of techniques) {
    const standing = techniqueStanding(technique.id);
    if (standing.kind === "current" || standing.kind === "deprecated") checked.set(technique.id, technique);
    else if (standing.kind === "replaced") {
      const { tactic } = technique;
      const { id, name } = standing;
      if (!checked.has(id)) checked.set(id, { id, name, ...(tactic === undefined ? {} : { tactic }) });
      notes.push({ written: technique.id, now: id, reason: "revoked" });
    } else {
      labels.push(technique.id);
      notes.push({ written: technique.id, reason: standing.kind });
    }
  }
  return notes.length === 0 ? { techniques, labels, notes } : { techniques: [...checked.values()], labels, notes };
}
