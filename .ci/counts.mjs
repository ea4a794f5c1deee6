// Prints "passed failed skipped" of a vitest JSON report. A file that could not even be loaded counts as one failure,
// and so does a run that ended badly although no test of it failed, or left no report at all.
import { readFileSync } from "node:fs";

const [file, exitCode] = process.argv.slice(2);

/** The three numbers; `exitCode` is what the runner left. */
function counts(report, exitCode) {
  const broken = report.testResults.filter(
    (suite) => suite.status === "failed" && !suite.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  const crashed = exitCode !== 0 && failed === 0 ? 1 : 0;
  return [report.numPassedTests, failed + crashed, report.numPendingTests + report.numTodoTests];
}

function read() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { testResults: [], numFailedTests: 1, numPassedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  }
}

console.log(counts(read(), Number(exitCode)).join(" "));
