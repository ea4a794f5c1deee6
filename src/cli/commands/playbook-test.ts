/** `cordon playbook test`: the cases beside playbooks, the ways that none of them takes, and what failures would lead to. */
import type { Command } from "commander";
import { playbookFinding } from "../../api/content-findings.ts";
import type { InjectedFailure } from "../../playbook/inject-failures.ts";
import type { CaseReport } from "../../playbook/run-cases.ts";
import { Ended, EXIT, findingLine } from "../exit.ts";
import { type FoundPlaybook, playbooksAt } from "../read-content.ts";
import { safeLine } from "../safe-text.ts";
import { does } from "../session.ts";

export function addTest(playbook: Command): void {
  const test = playbook
    .command("test")
    .description("run the cases beside playbooks, without a server and without touching anything")
    .argument("[paths...]", "folders with playbook.yaml, or folders of such folders", ["playbooks"])
    .option(
      "--failures",
      "run each case again with each of its actions failing in every way, and say what comes to no end",
    )
    .option("--all-ways", "fail where there is a way that no case takes");
  does<[string[]], Options>(test, async ({ say }, options, paths) => {
    const reports = await Promise.all((await playbooksAt(paths)).map((one) => testOne(one, options)));
    const failed = reports.some(({ passed }) => !passed);
    say({ ok: !failed, items: reports }, () => reports.map(reportText).join("\n"));
    if (failed) throw new Ended(EXIT.failed);
  });
}

interface Options {
  failures?: boolean;
  allWays?: boolean;
}

interface Tested {
  playbook: string;
  passed: boolean;
  /** Why it could not be run; empty otherwise. */
  problems: string[];
  report: CaseReport | null;
  /** What became of the cases with an action failing; null where that was not asked, or a case does not pass. */
  failures: { runs: number; withoutEnd: InjectedFailure[] } | null;
}

async function testOne({ name, file, source, test, library }: FoundPlaybook, options: Options): Promise<Tested> {
  const { checkPlaybook } = await import("../../playbook/check.ts");
  const { runCases } = await import("../../playbook/run-cases.ts");
  const { parseTestFile } = await import("../../playbook/test-file.ts");
  const { program, findings } = checkPlaybook(source, { file, library });
  const broken = (problems: string[]): Tested => ({
    ...{ playbook: name, passed: false, problems },
    ...{ report: null, failures: null },
  });
  if (program === undefined) return broken(findings.map(playbookFinding).map(findingLine));
  if (test === null) return broken([`${name} has no playbook.test.yaml beside it.`]);
  const cases = parseTestFile(test.source, { file: test.file });
  if (cases.findings.length > 0) return broken(cases.findings.map(playbookFinding).map(findingLine));
  const report = runCases(program, cases.cases);
  const { injectFailures } = await import("../../playbook/inject-failures.ts");
  const injected = options.failures && report.passed ? injectFailures(program, cases.cases) : null;
  const withoutEnd = injected?.filter(({ ended }) => !ended) ?? [];
  const untaken = options.allWays === true && report.coverage.missing.length > 0;
  return {
    playbook: name,
    passed: report.passed && withoutEnd.length === 0 && !untaken,
    problems: [],
    report,
    failures: injected === null ? null : { runs: injected.length, withoutEnd },
  };
}

function reportText({ playbook, passed, problems, report, failures }: Tested): string {
  const cases = report?.cases ?? [];
  const lines = cases.flatMap(({ name, differences }) => [
    safeLine(`  ${differences.length === 0 ? "ok  " : "FAIL"} ${name}`),
    ...differences.map((difference) => safeLine(`         ${difference}`)),
  ]);
  return [
    `${passed ? "ok  " : "FAIL"} ${playbook}`,
    ...problems.map((problem) => `  ${problem}`),
    ...lines,
    ...(report === null ? [] : waysText(report)),
    ...(failures === null ? [] : failuresText(failures)),
  ].join("\n");
}

function waysText({ coverage: { covered, total, missing } }: CaseReport): string[] {
  if (total === 0) return [];
  if (missing.length === 0) return [`  all ${total} ways are taken`];
  const heading = `  ${covered} of ${total} ways are taken; no case takes`;
  return [heading, ...missing.map((way) => safeLine(`         ${way}`))];
}

function failuresText({ runs, withoutEnd }: NonNullable<Tested["failures"]>): string[] {
  if (withoutEnd.length === 0) return [`  with an action failing, all ${runs} runs come to an end`];
  return [
    `  with an action failing, ${withoutEnd.length} of ${runs} runs come to no end:`,
    ...withoutEnd.map(({ case: name, step, how, outcome }) => safeLine(`    FAIL ${name}: ${step} ${how}: ${outcome}`)),
  ];
}
