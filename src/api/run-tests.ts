/** The cases of a playbook, and the same with actions that fail, run with time for others in between. */
import { setImmediate as turn } from "node:timers/promises";
import { failuresOfCase } from "../playbook/inject-failures.ts";
import type { Program } from "../playbook/program.ts";
import { type CaseReport, newCaseRuns } from "../playbook/run-cases.ts";
import type { PlaybookCase } from "../playbook/test-file.ts";
import type { FailureTold, PlaybookTested } from "./contract/playbook-editor.ts";

/** Runs all of them. What could not be run has that as its difference. */
export async function runTests(program: Program, cases: readonly PlaybookCase[]): Promise<CaseReport> {
  const runs = newCaseRuns(program);
  for (const each of cases) {
    runs.run(each);
    await turn();
  }
  return runs.report();
}

/** Runs each of them again with each of its actions failing in every way. What is the same in several cases is told once. */
export async function runFailures(
  program: Program,
  cases: readonly PlaybookCase[],
): Promise<NonNullable<PlaybookTested["failures"]>> {
  const told = new Map<string, FailureTold>();
  let [runs, withoutEnd] = [0, 0];
  for (const each of cases) {
    for (const { case: name, step, way, outcome, ended, answer } of failuresOfCase(program, each)) {
      runs += 1;
      if (!ended) withoutEnd += 1;
      const key = JSON.stringify([step, way, ended, outcome]);
      const known = told.get(key);
      if (known === undefined) told.set(key, { step, way, outcome, ended, cases: [name], answer });
      else known.cases.push(name);
    }
    await turn();
  }
  return { runs, withoutEnd, items: [...told.values()] };
}
