/** What the workspace's own triage model makes of the incident, and what weighed most. */
import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { TriageExplanation } from "../../../../src/api/contract/triage.ts";
import { read } from "../../api/client.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { DispositionBadge } from "../../ui/scale-badges.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { proposals } from "../../words/proposals.ts";

const words = proposals.triage;
const HEAVIEST = 8;

export function TriageSection({ number }: { number: number }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["triage", String(number)],
    queryFn: ({ signal }) => read<TriageExplanation>(`/v1/incidents/${number}/triage`, {}, signal),
  });
  return (
    <Section title={words.title}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading what={words.loading} lines={3} />}
      {data !== undefined && <Explanation made={data} />}
    </Section>
  );
}

function Explanation({
  made: { number, probability, disposition, abstains, contributions },
}: {
  made: TriageExplanation;
}) {
  if (number === null || probability === null)
    return (
      <p className="text-sm text-muted">
        <Defanged text={abstains} />
      </p>
    );
  return (
    <div className="max-w-3xl text-sm">
      <p>
        {words.model(number)}: {words.probability(`${(probability * 100).toFixed(1)} %`)}{" "}
        {disposition === null ? (
          <>
            {words.abstains} <Defanged text={abstains} />
          </>
        ) : (
          <>
            {words.proposes} <DispositionBadge value={disposition} />
          </>
        )}
      </p>
      <h3 className="mt-2 text-xs text-muted">{words.weighed}</h3>
      <ul>
        {contributions.slice(0, HEAVIEST).map(({ feature, words: said, weight }) => (
          <li key={feature} className="flex items-center gap-2 py-0.5">
            {weight > 0 ? (
              <ArrowUp className="size-3.5 text-warn" aria-label={words.towards} />
            ) : (
              <ArrowDown className="size-3.5 text-good" aria-label={words.away} />
            )}
            <span className="w-12 shrink-0 text-right tabular-nums">{weight.toFixed(2)}</span>
            <Defanged text={said} />
          </li>
        ))}
      </ul>
    </div>
  );
}
