/** The cases of a playbook, run with time for others in between. */
import { setImmediate as turn } from "node:timers/promises";
import type { Program } from "../playbook/program.ts";
import { type CaseReport, newCaseRuns } from "../playbook/run-cases.ts";
import type { PlaybookCase } from "../playbook/test-file.ts";

/** Runs all of them. What could not be run has that as its difference. */
export async function runTests(program: Program, cases: readonly PlaybookCase[]): Promise<CaseReport> {
  const runs = newCaseRuns(program);
  for (const each of cases) {
    runs.run(each);
    await turn();
  }
  return runs.report();
}
