/** The cases of a playbook, how each went, and the way through it step by step. */
import { CircleCheck, CircleX, Play } from "lucide-react";
import type { PlaybookTested } from "../../../../src/api/contract/playbook-editor.ts";
import { IconButton } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { editor } from "../../words/playbooks.ts";

const words = editor.tests;

export function CaseList({ cases, onTry }: { cases: PlaybookTested["cases"]; onTry(name: string): void }) {
  return (
    <Section title={words.cases}>
      <ul className="flex flex-col gap-0.5">
        {cases.map(({ name, line, differences }) => (
          <li key={`${line} ${name}`} className="flex items-start gap-2 text-sm">
            {differences.length === 0 ? (
              <CircleCheck className="mt-1.5 size-4 shrink-0 text-good" aria-label={words.ok} />
            ) : (
              <CircleX className="mt-1.5 size-4 shrink-0 text-danger" aria-label={words.bad} />
            )}
            <div className="min-w-0 flex-1 py-1 [overflow-wrap:anywhere]">
              <p>{name}</p>
              {differences.map((difference) => (
                <p key={difference} className="text-xs text-danger">
                  {difference}
                </p>
              ))}
            </div>
            <IconButton
              label={words.go(name)}
              onClick={() => onTry(name)}
              icon={<Play className="size-3.5" aria-hidden />}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
