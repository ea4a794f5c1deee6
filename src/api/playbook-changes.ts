import { type Compared, diffPlaybooks, playbookChangeText } from "../playbook/diff.ts";
import type { Program } from "../playbook/program.ts";
import type { PlaybookVersion } from "../store/content.ts";
import type { PlaybookDiff } from "./contract/version.ts";

/** Changes as the doors say them. */
export function changesOf(before: PlaybookVersion | null, after: Compared): PlaybookDiff["changes"] {
  const changes = diffPlaybooks(before === null ? null : comparedOf(before), after);
  return changes.map((change) => ({ ...change, text: playbookChangeText(change) }));
}

/** A version as it is compared. */
export function comparedOf({ source, program }: PlaybookVersion): Compared {
  return { source, program: { capabilities: [], ...(program as Partial<Program>) } };
}
