/** Every sentence of the runbook, where it stands, and what became of it. */
import { useState } from "react";
import type { CodifiedRunbook } from "../../../../src/api/contract/codify.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { cx } from "../../ui/classes.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { optionsOf, Select } from "../../ui/select.tsx";
import { codify as words } from "../../words/codify.ts";

type Sentence = CodifiedRunbook["sentences"][number];
type Fate = Sentence["fate"];
const TONES: Readonly<Record<Fate, Tone>> = {
  ...{ codified: "good", handed: "info", "left-out": "warn", nothing: "quiet" },
};
const FATES = { all: words.all, ...words.fates };

interface SentenceListProps {
  codified: CodifiedRunbook;
  /** The step that is looked at in the draft; its sentences stand out. */
  chosen: string;
  onStep(step: string): void;
}

export function SentenceList({ codified, chosen, onStep }: SentenceListProps) {
  const [fate, setFate] = useState<keyof typeof FATES>("all");
  const shown = codified.sentences.filter((sentence) => fate === "all" || sentence.fate === fate);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" role="group" tabIndex={0} aria-label={words.sentences}>
      <div className="w-52 px-4 py-2">
        <Select<keyof typeof FATES> label={words.filter} value={fate} options={optionsOf(FATES)} onChange={setFate} />
      </div>
      <ol aria-label={words.sentences}>
        {shown.map((sentence) => (
          <SentenceRow key={sentence.number} sentence={sentence} chosen={chosen} onStep={onStep} />
        ))}
      </ol>
    </div>
  );
}

function SentenceRow({ sentence, chosen, onStep }: { sentence: Sentence; chosen: string; onStep(step: string): void }) {
  const { text, spot, fate, steps, reason } = sentence;
  return (
    <li
      aria-current={steps.includes(chosen)}
      className={cx(
        "border-b border-line px-4 py-2 text-sm",
        steps.includes(chosen) && "shadow-[inset_2px_0_0_var(--accent)]",
      )}
    >
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={TONES[fate]}>{words.fates[fate]}</Badge>
        <span className="text-xs text-muted">
          {words.spots[spot.unit]} {spot.number}
        </span>
        {steps.map((step) => (
          <button
            key={step}
            type="button"
            aria-label={words.goTo(step)}
            onClick={() => onStep(step)}
            className="font-mono text-xs text-accent hover:underline"
          >
            {step}
          </button>
        ))}
      </p>
      <p className="mt-1 [overflow-wrap:anywhere]">
        <Defanged text={text} />
      </p>
      {reason !== null && (
        <p className="text-xs text-muted">
          {reason in words.reasons ? words.reasons[reason as keyof typeof words.reasons] : reason}
        </p>
      )}
    </li>
  );
}
