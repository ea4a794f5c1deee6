/** The cases of the playbooks that a plan would change: what is put in force does what is written beside it. */
import { RefusedError } from "../errors.ts";
import type { Program } from "../playbook/program.ts";
import { parseTestFile } from "../playbook/test-file.ts";
import type { SourceFile } from "./contract/content.ts";
import type { PlannedTest } from "./contract/plan.ts";
import { runTests } from "./run-tests.ts";

/** Runs the cases of one playbook. One without any passes, and is told with none. */
export async function plannedTest(name: string, program: Program, test: SourceFile | null): Promise<PlannedTest> {
  if (test === null) return { name, passed: true, cases: 0, failures: [] };
  const { cases, findings } = parseTestFile(test.text, test);
  if (findings.length > 0) {
    const failures = findings.map(({ place, message }) => ({ ...placed(test, place.line), name: "", text: message }));
    return { name, passed: false, cases: cases.length, failures };
  }
  const report = await runTests(program, cases);
  const failures = report.cases.flatMap(({ name: each, place, differences }) =>
    differences.map((text) => ({ ...placed(test, place.line), name: each, text })),
  );
  return { name, passed: report.passed, cases: cases.length, failures };
}

function placed({ file }: SourceFile, line: number): { file: string; line: number } {
  return { file, line };
}

/** @throws RefusedError `content.tests-failed` with every failure, when there is one. */
export function mustHavePassed(tests: readonly PlannedTest[] | null): void {
  const failed = (tests ?? []).filter(({ passed }) => !passed);
  const [first] = failed.flatMap(({ failures }) => failures);
  if (first === undefined) return;
  const names = failed.map(({ name }) => name).join(", ");
  const where = `${first.file}:${first.line}${first.name === "" ? "" : ` "${first.name}"`}`;
  throw new RefusedError(
    "content.tests-failed",
    `The cases of ${names} do not pass, so nothing was put in force. ${where}: ${first.text}. Correct the playbook or its cases, or say --no-tests.`,
    { details: { tests: failed } },
  );
}
