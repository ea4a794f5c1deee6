/** What runs, and still cannot be meant: steps nobody reaches, values nobody reads, branches in each other's way, waits nobody ends. */
import { checkAbsence } from "./check-absence.ts";
import { checkDeadBranches } from "./check-dead.ts";
import { checkEndless } from "./check-endless.ts";
import { checkRaces } from "./check-races.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkUnused } from "./check-unused.ts";
import type { Findings } from "./finding.ts";
import type { Callees } from "./library.ts";
import type { Reading } from "./reading.ts";
import type { PlaybookTree } from "./tree.ts";

export function checkSense(tree: PlaybookTree, reading: Reading, callees: Callees, findings: Findings): void {
  checkRaces(tree, reading, callees, findings);
  checkSecrets(tree, findings);
  // What is only guessed at is left unsaid while there are errors: a value may be read where nothing can be read yet.
  if (findings.all.some(({ severity }) => severity === "error")) return;
  checkDeadBranches(tree, reading, findings);
  checkUnused(tree, reading, findings);
  checkEndless(tree, reading, findings);
  checkAbsence(tree, reading, findings);
}
