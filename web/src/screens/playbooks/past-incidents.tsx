/** The incidents that would have gone another way, and how. */
import type { BacktestIncident } from "../../../../src/api/contract/backtest.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { IncidentLink } from "../../ui/incident-link.tsx";
import { Section } from "../../ui/page.tsx";
import { past as words } from "../../words/playbooks.ts";
import { span } from "./figures.ts";

export function PastIncidents({ incidents }: { incidents: readonly BacktestIncident[] }) {
  return (
    <Section title={words.list}>
      <ul className="flex flex-col">
        {incidents.map((one) => (
          <li key={one.id} className="border-b border-line py-2 text-sm last:border-b-0">
            <p className="flex flex-wrap items-center gap-2">
              <IncidentLink id={one.number} text={words.incident(one.number)} />
              {one.changed.map((change) => (
                <Badge key={change} tone={change === "outcome" ? "warn" : "quiet"}>
                  {words.changes[change]}
                </Badge>
              ))}
              <span className="text-muted">{words.went(one.inForce.outcome, one.draft.outcome)}</span>
            </p>
            <Effects title={words.more} effects={one.newEffects} />
            <Effects title={words.less} effects={one.goneEffects} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Effects({ title, effects }: { title: string; effects: BacktestIncident["newEffects"] }) {
  return effects.map(({ capability, target, leaseSeconds, decision }) => (
    <p key={`${capability} ${target} ${leaseSeconds}`} className="mt-0.5 text-xs [overflow-wrap:anywhere]">
      <span className="text-muted">{title}:</span> {capability} {target !== null && <Defanged text={target} code />}{" "}
      {leaseSeconds !== null && `${words.held(span(leaseSeconds * 1000))} `}
      <span className="text-muted">{decision}</span>
    </p>
  ));
}
