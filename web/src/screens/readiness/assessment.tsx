/** The six dimensions, and under them what to do or the probes of the one that is chosen. */
import { TriangleAlert } from "lucide-react";
import type { Readiness } from "../../../../src/api/contract/readiness.ts";
import { useAddress } from "../../app/address.ts";
import { Section } from "../../ui/page.tsx";
import { readiness as words } from "../../words/readiness.ts";
import { DimensionCard } from "./dimension-card.tsx";
import { Probes } from "./probes.tsx";
import { Roadmap } from "./roadmap.tsx";

export function Assessment({ readiness }: { readiness: Readiness }) {
  const { dimensions, lever, misdiagnosis } = readiness;
  const [{ dimension = "" }, setAddress] = useAddress();
  const chosen = dimensions.find(({ id }) => id === dimension);
  const first = dimensions.find(({ id }) => id === lever);
  return (
    <>
      {first !== undefined && (
        <div className="border-b border-line px-4 py-3">
          <p className="text-base font-semibold">{words.first(first.title)}</p>
          <p className="text-muted">{first.question}</p>
        </div>
      )}
      <Section title={words.dimensions}>
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {dimensions.map((one) => (
            <li key={one.id}>
              <DimensionCard
                dimension={one}
                lever={one.id === lever}
                chosen={one.id === dimension}
                onChoose={() => setAddress({ dimension: one.id === dimension ? "" : one.id })}
              />
            </li>
          ))}
        </ul>
        {misdiagnosis !== null && (
          <p className="mt-3 flex items-start gap-2 rounded-md bg-warn-ground p-2.5 text-warn">
            <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            <span>
              <span className="font-medium">{words.misdiagnosis}: </span>
              {misdiagnosis}
            </span>
          </p>
        )}
      </Section>
      {chosen !== undefined && <Probes dimension={chosen} />}
      <Roadmap readiness={readiness} />
    </>
  );
}
