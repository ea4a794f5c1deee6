/** What was answered by whoever goes through, each to be taken back. */
import { X } from "lucide-react";
import { IconButton } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { editor } from "../../words/playbooks.ts";
import type { Answers } from "./step-through.tsx";

const words = editor.simulate.answer;

export function GivenAnswers({ answers, onTakeBack }: { answers: Answers; onTakeBack(rest: Answers): void }) {
  const given = Object.entries(answers);
  if (given.length === 0) return null;
  return (
    <Section title={words.given}>
      <ul className="flex flex-col gap-1">
        {given.map(([step, answer]) => (
          <li key={step} className="flex items-center gap-2 text-sm">
            <span className="font-medium">{step}</span>
            <span className="min-w-0 flex-1 truncate">
              <Defanged text={JSON.stringify(answer)} code />
            </span>
            <IconButton
              label={words.takeBack(step)}
              onClick={() => onTakeBack(Object.fromEntries(given.filter(([other]) => other !== step)))}
              icon={<X className="size-4" aria-hidden />}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
