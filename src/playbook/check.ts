/** The checker: what it lets through has an answer for every way a run can go. */
import { hashOf } from "../ids.ts";
import { checkExpressions } from "./check-expressions.ts";
import { checkFlow, everythingCertain } from "./check-flow.ts";
import { checkFolder, checkSteps } from "./check-steps.ts";
import { compilePlaybook } from "./compile.ts";
import { byPlace, type Finding, Findings } from "./finding.ts";
import { parsePlaybook } from "./parse.ts";
import type { Program } from "./program.ts";

export interface CheckedPlaybook {
  /** Absent when there is an error among the findings. */
  program?: Program;
  /** Names this source as this Cordon compiles it. */
  hash: string;
  /** All of them, in the order of the file. */
  findings: Finding[];
}

/**
 * Parses, checks and compiles one playbook. Never throws for a text: whatever is wrong with it is a finding. Where steps could not be read,
 * what follows from their order is not judged.
 */
export function checkPlaybook(source: string, { file }: { file: string }): CheckedPlaybook {
  const findings = new Findings();
  const parsed = parsePlaybook(source, file, findings);
  if (parsed !== null) {
    const { tree, whole } = parsed;
    checkFolder(tree, file, findings);
    checkSteps(tree, findings);
    checkExpressions(tree, whole ? checkFlow(tree, findings) : everythingCertain(tree), findings);
  }
  const sound = parsed?.whole === true && findings.all.every((finding) => finding.severity !== "error");
  const program = sound ? compilePlaybook(parsed.tree) : undefined;
  const all = findings.all.sort(byPlace);
  return {
    ...(program === undefined ? {} : { program }),
    hash: hashOf({ source, program: program ?? null }),
    findings: all,
  };
}
