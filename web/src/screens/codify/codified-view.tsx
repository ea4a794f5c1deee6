/** The sentences and the draft side by side; a step that is chosen beside its sentence is looked at in the draft. */
import { TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import type { CodifiedRunbook } from "../../../../src/api/contract/codify.ts";
import type { Finding } from "../../../../src/api/contract/content.ts";
import { FindingList } from "../../ui/finding-list.tsx";
import { Yaml } from "../../ui/yaml.tsx";
import { codify as words } from "../../words/codify.ts";
import { SentenceList } from "./sentence-list.tsx";
import { lineOfStep, stepOfLine } from "./step-line.ts";

export function CodifiedView({ codified }: { codified: CodifiedRunbook }) {
  const { source, holes, findings } = codified;
  const [go, setGo] = useState<{ line: number } | null>(null);
  const [step, setStep] = useState("");
  const marks = useMemo(() => [...codified.findings, ...marksOf(codified)], [codified]);
  const goToStep = (step: string) => {
    const line = lineOfStep(source, step);
    if (line !== null) setGo({ line });
  };
  return (
    <div className="flex min-h-0 flex-1 bg-panel max-lg:flex-col max-lg:overflow-y-auto">
      <div className="flex min-h-80 min-w-0 flex-1 flex-col border-line lg:border-r">
        <Sum codified={codified} />
        <SentenceList codified={codified} chosen={step} onStep={goToStep} />
      </div>
      <section aria-label={words.draft} className="flex min-h-120 min-w-0 flex-1 flex-col">
        <Holes holes={holes} onStep={goToStep} />
        <div className="min-h-0 flex-1">
          <Yaml
            label={words.draft}
            value={source}
            onChange={() => {}}
            findings={marks}
            go={go}
            onLine={(line) => setStep(stepOfLine(source, line))}
            readOnly
          />
        </div>
        {findings.length > 0 && (
          <div
            className="max-h-40 overflow-y-auto border-t border-line px-4 py-1"
            role="group"
            tabIndex={0}
            aria-label={words.draft}
          >
            <FindingList findings={findings} onGo={(line) => setGo({ line })} />
          </div>
        )}
      </section>
    </div>
  );
}

function Sum({ codified: { counts, type, whole } }: { codified: CodifiedRunbook }) {
  const { sentences, codified, handed, leftOut, nothing } = counts;
  return (
    <div className="border-b border-line px-4 py-2 text-sm">
      <p className="font-medium">{words.counts(sentences, sentences - nothing, codified, handed, leftOut)}</p>
      {type !== null && <p className="text-muted">{words.type(type.name, type.because)}</p>}
      {!whole && <p className="text-warn">{words.notWhole}</p>}
    </div>
  );
}

function Holes({ holes, onStep }: { holes: CodifiedRunbook["holes"]; onStep(step: string): void }) {
  if (holes.length === 0) return <p className="border-b border-line px-4 py-2 text-sm text-muted">{words.noHoles}</p>;
  return (
    <details open className="border-b border-line px-4 py-2 text-sm">
      <summary className="font-medium">
        <TriangleAlert className="mr-1.5 inline size-3.5 text-warn" aria-hidden />
        {words.holes(holes.length)}
      </summary>
      <ul className="mt-1 flex max-h-40 flex-col gap-1 overflow-y-auto">
        {holes.map(({ step, what }) => (
          <li key={`${step} ${what}`}>
            <button
              type="button"
              aria-label={words.goTo(step)}
              onClick={() => onStep(step)}
              className="font-mono text-xs text-accent hover:underline"
            >
              {step}
            </button>{" "}
            <span className="text-muted">{what}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Holes as marks at their steps. */
function marksOf({ source, holes }: CodifiedRunbook): Finding[] {
  return holes.flatMap(({ step, what }) => {
    const line = lineOfStep(source, step);
    if (line === null) return [];
    return [{ severity: "warning" as const, code: "", file: "", line, column: 1, message: what, fix: "" }];
  });
}
