/** What to do, in this order, each step with the place where it is done. */
import type { Readiness } from "../../../../src/api/contract/readiness.ts";
import { Section } from "../../ui/page.tsx";
import { readiness as words } from "../../words/readiness.ts";
import { NextStep } from "./next-step.tsx";

export function Roadmap({ readiness: { roadmap, dimensions } }: { readiness: Readiness }) {
  const titles = new Map(dimensions.map(({ id, title }) => [id, title]));
  return (
    <Section title={words.roadmap}>
      <p className="pb-2 text-muted">{roadmap.length === 0 ? words.nothingLeft : words.roadmapHint}</p>
      <ol>
        {roadmap.map(({ probe, dimension, level, says, because, next }, place) => (
          <li
            key={`${dimension} ${probe}`}
            className="flex flex-wrap items-start gap-x-3 gap-y-1 border-t border-line py-2"
          >
            <span
              aria-hidden
              className="flex size-6 shrink-0 items-center justify-center rounded-full bg-quiet-ground text-xs font-medium text-quiet tabular-nums"
            >
              {place + 1}
            </span>
            <div className="min-w-48 flex-1">
              <p className="font-medium">{says}</p>
              <p className="text-sm text-muted">
                {words.soThat(titles.get(dimension) ?? dimension, level)} · {because}
              </p>
            </div>
            <NextStep probe={probe} says={says} next={next} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
