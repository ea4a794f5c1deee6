/** The steps as they were recorded, in order, each attempt on a line of its own. */
import { Check, X } from "lucide-react";
import type { PlaybookGraph } from "../../../../src/api/contract/playbook-editor.ts";
import type { RunDetail } from "../../../../src/api/contract/run.ts";
import { defanged } from "../../ui/defang.ts";
import { Section } from "../../ui/page.tsx";
import { RowTime } from "../../ui/time.tsx";
import { run as words } from "../../words/runs.ts";

interface StepListProps {
  run: RunDetail;
  graph: PlaybookGraph | undefined;
  onChoose(step: string): void;
}

export function StepList({ run: { steps }, graph, onChoose }: StepListProps) {
  const titles = new Map(graph?.nodes.map(({ id, label }) => [id, label]));
  return (
    <Section title={words.steps}>
      {steps.length === 0 && <p className="text-sm text-muted">{words.noSteps}</p>}
      <ol className="-mx-2 flex flex-col">
        {steps.map(({ position, step, kind, attempt, status, at }) => (
          <li key={position}>
            <button
              type="button"
              onClick={() => onChoose(step)}
              className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover"
            >
              {status === "failed" ? (
                <X className="size-4 shrink-0 text-danger" aria-label={words.states.failed} />
              ) : (
                <Check className="size-4 shrink-0 text-good" aria-label={words.states.passed} />
              )}
              <span className="min-w-0 flex-1 truncate">
                <bdi>{defanged(titles.get(step) ?? step)}</bdi>
                {attempt > 1 && <span className="text-xs text-muted"> · {words.attempt(attempt)}</span>}
              </span>
              <span className="text-xs text-muted">{words.kinds[kind] ?? kind}</span>
              <span className="w-20 text-right text-xs text-muted">
                <RowTime at={at} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Section>
  );
}
