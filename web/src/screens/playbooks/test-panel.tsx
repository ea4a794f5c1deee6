/** The cases of a playbook run against its text as it stands, and again with its actions failing. */
import { FlaskConical, Play, Unplug } from "lucide-react";
import type { PlaybookTested } from "../../../../src/api/contract/playbook-editor.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { FindingList } from "../../ui/finding-list.tsx";
import { Section } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { editor } from "../../words/playbooks.ts";
import { CaseList } from "./case-list.tsx";
import { FailureSection } from "./failure-section.tsx";
import type { Trial } from "./simulate-panel.tsx";
import type { Draft } from "./use-draft.ts";
import type { Tests } from "./use-tests.ts";

const words = editor.tests;

interface TestPanelProps {
  draft: Draft;
  tests: Tests;
  /** Goes through a case step by step, or through what follows from a failure in it. */
  onTry(trial: Trial): void;
}

export function TestPanel({ draft: { test, graph }, tests, onTry }: TestPanelProps) {
  const { tested, error, file } = tests;
  if (test.trim() === "")
    return (
      <EmptyState icon={<FlaskConical className="size-8" aria-hidden />} title={words.none}>
        {words.noneHint}
      </EmptyState>
    );
  return (
    <div>
      <RunBar tests={tests} />
      {error !== null && (
        <p role="alert" className="px-4 py-3 text-sm text-danger">
          {problemOf(error).message}
        </p>
      )}
      {tested !== undefined && tested.failures !== null && (
        <FailureSection
          failures={tested.failures}
          titles={new Map(graph?.nodes.map(({ id, label }) => [id, label]))}
          onGo={({ cases, step, answer }) =>
            onTry({ test: file, case: cases[0] ?? "", answers: { [step]: answer }, halt: step })
          }
        />
      )}
      {tested !== undefined && (
        <Results tested={tested} onTry={(name) => onTry({ test: file, case: name, answers: {}, halt: "" })} />
      )}
    </div>
  );
}

function RunBar({ tests: { tested, busy, withFailures, stale, run } }: { tests: Tests }) {
  const waits = withFailures && tested?.passed === false && tested.cases.length > 0;
  return (
    <div className="border-b border-line px-4 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          busy={busy && !withFailures}
          disabled={busy}
          icon={<Play className="size-3.5" aria-hidden />}
          onClick={() => run(false)}
        >
          {words.run}
        </Button>
        <Button
          busy={busy && withFailures}
          disabled={busy}
          icon={<Unplug className="size-3.5" aria-hidden />}
          onClick={() => run(true)}
        >
          {words.failures.run}
        </Button>
        <div role="status" className="ml-1 text-sm">
          {tested !== undefined && <p>{told(tested)}</p>}
          {tested !== undefined && stale && <p className="text-xs text-warn">{words.stale}</p>}
        </div>
      </div>
      <p className="mt-1.5 text-xs text-muted">{waits ? words.failures.waits : words.failures.hint}</p>
    </div>
  );
}

function told({ passed, cases, findings }: PlaybookTested): string {
  if (cases.length === 0 && findings.length > 0) return words.findings;
  const failed = cases.filter(({ differences }) => differences.length > 0).length;
  return passed ? words.passed(cases.length) : words.failed(failed, cases.length);
}

function Results({ tested, onTry }: { tested: PlaybookTested; onTry(name: string): void }) {
  const { cases, coverage, findings } = tested;
  return (
    <>
      {cases.length === 0 && findings.length > 0 && (
        <Section title={words.findings}>
          <FindingList findings={findings} />
        </Section>
      )}
      {cases.length > 0 && <CaseList cases={cases} onTry={onTry} />}
      {coverage !== null && (
        <Section title={words.coverage(coverage.covered, coverage.total)}>
          {coverage.missing.length > 0 && (
            <p className="text-sm text-muted">
              {words.missing}: {coverage.missing.join(", ")}
            </p>
          )}
        </Section>
      )}
    </>
  );
}
