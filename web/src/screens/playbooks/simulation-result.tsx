/** What came of going through a playbook: where it stands, what it asked, what its steps gave. */
import type { ReactNode } from "react";
import type { PlaybookSimulation } from "../../../../src/api/contract/playbook-editor.ts";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { Badge } from "../../ui/badge.tsx";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { editor } from "../../words/playbooks.ts";
import { outcomeInWords } from "../../words/runs.ts";
import { effectClasses } from "../../words/scales.ts";
import { wayInWords } from "./halts.ts";

const words = editor.simulate;

interface SimulationResultProps {
  simulation: PlaybookSimulation;
  /** What steps are called, by id. */
  titles: ReadonlyMap<string, string>;
  /** Shown between how it ended and what it asked. */
  children: ReactNode;
}

export function SimulationResult({ simulation, titles, children }: SimulationResultProps) {
  const { standing, outcome, queue, reason, passed, triggered } = simulation;
  return (
    <>
      <Section title={words.outcome}>
        <div aria-live="polite">
          <p className="mb-2 text-sm">
            {words.stands[standing.at]} {triggered ? words.triggered : words.notTriggered}
          </p>
          <Facts
            facts={[
              {
                name: words.outcome,
                value: outcome === null ? null : <Badge tone="info">{outcomeInWords(outcome)}</Badge>,
              },
              { name: words.queue, value: queue },
              { name: words.reason, value: reason === "" ? null : <Defanged text={reason} /> },
              {
                name: words.at,
                value: standing.at === "end" || standing.step === null ? null : wayInWords([standing.step], titles),
              },
              { name: words.passed, value: `${words.steps(passed.length)}: ${wayInWords(passed, titles)}` },
            ]}
          />
          {standing.asks !== null && (
            <div className="mt-2">
              <p className="mb-1 text-xs text-muted">{words.asks}</p>
              <Code label={words.asks} text={JSON.stringify(standing.asks, null, 2)} />
            </div>
          )}
        </div>
      </Section>
      {children}
      <Asked asked={simulation.asked} />
    </>
  );
}

function Asked({ asked }: Pick<PlaybookSimulation, "asked">) {
  const title = useCapabilityTitle();
  if (asked.length === 0) return null;
  return (
    <Section title={words.asked}>
      <ol className="flex flex-col gap-2">
        {asked.map(({ step, capability, effect, target, input }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they come in the order in which they were asked, which stays.
          <li key={place} className="text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{title(capability)}</span>
              <Badge>{effectClasses[effect as keyof typeof effectClasses] ?? effect}</Badge>
              {target !== null && <Defanged text={target} code />}
              <span className="text-xs text-muted">{step}</span>
            </p>
            <details>
              <summary className="w-fit text-xs text-accent">{words.input}</summary>
              <Code label={`${words.input}: ${step}`} text={JSON.stringify(input, null, 2)} />
            </details>
          </li>
        ))}
      </ol>
    </Section>
  );
}
