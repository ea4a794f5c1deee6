/** The cases of a playbook run against its text as it stands. */
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleX, FlaskConical, Play } from "lucide-react";
import type { PlaybookTested } from "../../../../src/api/contract/playbook-editor.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { FindingList } from "../../ui/finding-list.tsx";
import { Section } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { editor } from "../../words/playbooks.ts";
import type { Draft } from "./use-draft.ts";

const words = editor.tests;
const FILE = "playbook.test.yaml";

export function TestPanel({ draft: { source, test } }: { draft: Draft }) {
  const run = useMutation({
    mutationFn: () => call<PlaybookTested>("POST", "/v1/playbooks/test", { source, test: { file: FILE, text: test } }),
  });
  if (test.trim() === "")
    return (
      <EmptyState icon={<FlaskConical className="size-8" aria-hidden />} title={words.none}>
        {words.noneHint}
      </EmptyState>
    );
  return (
    <div>
      <div className="flex items-center gap-3 border-b border-line px-4 py-2">
        <Button
          look="primary"
          busy={run.isPending}
          icon={<Play className="size-3.5" aria-hidden />}
          onClick={() => run.mutate()}
        >
          {words.run}
        </Button>
        {run.data !== undefined && (
          <p role="status" className="text-sm">
            {told(run.data)}
          </p>
        )}
      </div>
      {run.error !== null && (
        <p role="alert" className="px-4 py-3 text-sm text-danger">
          {problemOf(run.error).message}
        </p>
      )}
      {run.data !== undefined && <Results tested={run.data} />}
    </div>
  );
}

function told({ passed, cases, findings }: PlaybookTested): string {
  if (cases.length === 0 && findings.length > 0) return words.findings;
  const failed = cases.filter(({ differences }) => differences.length > 0).length;
  return passed ? words.passed(cases.length) : words.failed(failed, cases.length);
}

function Results({ tested: { cases, coverage, findings } }: { tested: PlaybookTested }) {
  return (
    <>
      {cases.length === 0 && findings.length > 0 && (
        <Section title={words.findings}>
          <FindingList findings={findings} />
        </Section>
      )}
      {cases.length > 0 && (
        <Section title={words.cases}>
          <ul className="flex flex-col gap-1.5">
            {cases.map(({ name, line, differences }) => (
              <li key={`${line} ${name}`} className="flex gap-2 text-sm">
                {differences.length === 0 ? (
                  <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-label={words.ok} />
                ) : (
                  <CircleX className="mt-0.5 size-4 shrink-0 text-danger" aria-label={words.bad} />
                )}
                <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                  <p>{name}</p>
                  {differences.map((difference) => (
                    <p key={difference} className="text-xs text-danger">
                      {difference}
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
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
