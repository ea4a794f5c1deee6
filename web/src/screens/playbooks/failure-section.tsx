/** What becomes of the cases when an action fails: each end by step, and the way through it. */
import { CircleCheck, CircleX } from "lucide-react";
import type { FailureTold, PlaybookTested } from "../../../../src/api/contract/playbook-editor.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { editor } from "../../words/playbooks.ts";
import { outcomeInWords } from "../../words/runs.ts";
import { type FailureRow, failureRows } from "./failure-rows.ts";

const words = editor.tests.failures;

interface FailureSectionProps {
  failures: NonNullable<PlaybookTested["failures"]>;
  /** What steps are called, by id. */
  titles: ReadonlyMap<string, string>;
  onGo(failure: FailureTold): void;
}

export function FailureSection({ failures, titles, onGo }: FailureSectionProps) {
  const { runs, withoutEnd } = failures;
  const Icon = withoutEnd === 0 ? CircleCheck : CircleX;
  return (
    <Section title={words.title}>
      <p role="status" className={`mb-3 flex items-start gap-2 text-sm ${withoutEnd > 0 ? "text-danger" : ""}`}>
        <Icon className={`mt-0.5 size-4 shrink-0 ${withoutEnd === 0 ? "text-good" : ""}`} aria-hidden />
        {withoutEnd === 0 ? words.allEnd(runs) : words.withoutEnd(withoutEnd, runs)}
      </p>
      <ul className="flex flex-col gap-3">
        {failureRows(failures).map(({ step, rows }) => (
          <li key={step}>
            <p className="mb-1 text-sm">
              <span className="font-medium">{titles.get(step) ?? step}</span>{" "}
              <span className="font-mono text-xs text-muted">{step}</span>
            </p>
            <ul className="flex flex-col gap-1">
              {rows.map((row) => (
                <Row key={`${row.ended} ${row.outcome}`} step={step} row={row} onGo={onGo} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Row({ step, row: { outcome, ended, ways }, onGo }: { step: string; row: FailureRow } & OnGo) {
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      {ended ? (
        <Badge tone="info">{outcomeInWords(outcome)}</Badge>
      ) : (
        <Badge tone="danger" icon={CircleX}>
          {words.noEnd}
        </Badge>
      )}
      {ways.map((failure) => (
        <Button
          key={failure.way}
          look="quiet"
          className="underline decoration-dotted underline-offset-2"
          aria-label={words.go(step, words.ways[failure.way], failure.cases)}
          title={words.go(step, words.ways[failure.way], failure.cases)}
          onClick={() => onGo(failure)}
        >
          {words.ways[failure.way]}
        </Button>
      ))}
      {!ended && <p className="w-full text-xs text-danger [overflow-wrap:anywhere]">{outcome}</p>}
    </li>
  );
}

type OnGo = Pick<FailureSectionProps, "onGo">;
