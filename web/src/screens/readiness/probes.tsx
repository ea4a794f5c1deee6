/** The probes of a dimension, by level: whether each is met, and why. */
import { CircleCheck, CircleX } from "lucide-react";
import { Badge } from "../../ui/badge.tsx";
import { Section } from "../../ui/page.tsx";
import { readiness as words } from "../../words/readiness.ts";
import type { Dimension } from "./dimension-card.tsx";
import { NextStep } from "./next-step.tsx";

type Probe = Dimension["probes"][number];

export function Probes({ dimension: { title, probes } }: { dimension: Dimension }) {
  const levels = [...new Set(probes.map(({ level }) => level))].toSorted((a, b) => a - b);
  return (
    <Section title={`${title}: ${words.probes}`}>
      {levels.map((level) => (
        <div key={level} className="py-1">
          <h3 className="text-xs font-semibold text-muted">{words.levelShort(level)}</h3>
          <ul>
            {probes
              .filter((probe) => probe.level === level)
              .map((probe) => (
                <ProbeRow key={probe.id} probe={probe} />
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function ProbeRow({ probe: { id, says, met, kind, because, next } }: { probe: Probe }) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-1.5">
      <span className="w-20 shrink-0">
        <Badge tone={met ? "good" : "danger"} icon={met ? CircleCheck : CircleX}>
          {met ? words.met : words.notMet}
        </Badge>
      </span>
      <div className="min-w-48 flex-1">
        <p>{says}</p>
        <p className="text-sm text-muted">
          {because} · {words.kind[kind]}
        </p>
      </div>
      {(!met || kind === "stated") && <NextStep probe={id} says={says} next={next} />}
    </li>
  );
}
