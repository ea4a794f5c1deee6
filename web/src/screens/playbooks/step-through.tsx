/** Going through a simulation step by step: what went in and came out at each, what an expression is there, and what would follow from another answer. */
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from "lucide-react";
import type { PlaybookSimulation } from "../../../../src/api/contract/playbook-editor.ts";
import { useKeys } from "../../app/keys.ts";
import { IconButton } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { Section } from "../../ui/page.tsx";
import { editor } from "../../words/playbooks.ts";
import { AnswerForm } from "./answer-form.tsx";
import { type Halt, haltsOf, isAsking } from "./halts.ts";
import { WatchForm } from "./watch-form.tsx";

const { through: words, input } = editor.simulate;

export type Answers = Readonly<Record<string, Record<string, unknown>>>;

interface StepThroughProps {
  simulation: PlaybookSimulation;
  /** What steps are called, by id. */
  titles: ReadonlyMap<string, string>;
  /** Which halt; the last one when it is beyond. */
  at: number;
  onMove(at: number): void;
  onAnswer(step: string, answer: Record<string, unknown>): void;
  /** What an expression is, before a step is done. */
  evaluate(step: string, expression: string): Promise<PlaybookSimulation>;
  busy: boolean;
}

export function StepThrough({ simulation, titles, at, onMove, onAnswer, evaluate, busy }: StepThroughProps) {
  const halts = haltsOf(simulation);
  const last = halts.length - 1;
  const place = Math.min(at, last);
  const move = (to: number) => onMove(Math.max(0, Math.min(last, to)));
  useKeys(words.keys, [
    { keys: "j", words: words.on, run: () => move(place + 1) },
    { keys: "k", words: words.back, run: () => move(place - 1) },
  ]);
  const halt = halts[place];
  if (halt === undefined) return <Section title={words.title}>{words.none}</Section>;
  const buttons = [
    { label: words.first, Icon: ChevronFirst, to: 0 },
    { label: words.back, Icon: ChevronLeft, to: place - 1 },
    { label: words.on, Icon: ChevronRight, to: place + 1 },
    { label: words.last, Icon: ChevronLast, to: last },
  ];
  return (
    <>
      <Section title={words.title}>
        <div className="mb-2 flex items-center gap-1">
          {buttons.map(({ label, Icon, to }) => (
            <IconButton
              key={label}
              label={label}
              disabled={to < 0 || to > last || to === place}
              onClick={() => move(to)}
              icon={<Icon className="size-4" aria-hidden />}
            />
          ))}
          <p role="status" className="ml-2 min-w-0 text-sm [overflow-wrap:anywhere]">
            <span className="text-muted tabular-nums">{words.place(place + 1, halts.length)}: </span>
            <span className="font-medium">{titles.get(halt.step) ?? halt.step}</span>{" "}
            <span className="font-mono text-xs text-muted">{halt.step}</span>
          </p>
        </div>
        <WentThrough halt={halt} />
      </Section>
      {isAsking(halt, simulation.standing) && (
        <AnswerForm
          key={`${place} ${halt.step}`}
          gave={halt.records.at(-1)?.output ?? null}
          busy={busy}
          onAnswer={(answer) => onAnswer(halt.step, answer)}
        />
      )}
      <WatchForm key={halt.step} evaluate={(expression) => evaluate(halt.step, expression)} />
    </>
  );
}

/** What went in and what came out, at one halt. */
function WentThrough({ halt: { asked, records, step } }: { halt: Halt }) {
  return (
    <div className="flex flex-col gap-2">
      {asked !== null && (
        <div>
          <p className="mb-1 text-xs text-muted">{input}</p>
          <Code label={`${input}: ${step}`} text={JSON.stringify(asked.input, null, 2)} />
        </div>
      )}
      {records.length === 0 && <p className="text-sm text-muted">{words.stands}</p>}
      {records.map(({ attempt, output, error }) => {
        const label = error === null ? words.gave : words.failed;
        const nothing = error === null && (output === null || output === undefined);
        return (
          <div key={attempt}>
            <p className="mb-1 text-xs text-muted">
              {label}
              {attempt > 1 && ` · ${words.attempt(attempt)}`}
            </p>
            {nothing ? (
              <p className="text-sm text-muted">{words.gaveNothing}</p>
            ) : (
              <Code label={`${label}: ${step}`} text={JSON.stringify(error ?? output, null, 2)} />
            )}
          </div>
        );
      })}
    </div>
  );
}
