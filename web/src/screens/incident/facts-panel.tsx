/** What is known of the incident, field by field. */
import type { ReactNode } from "react";
import { Defanged } from "../../ui/defanged.tsx";
import { DispositionBadge } from "../../ui/scale-badges.tsx";
import { Time } from "../../ui/time.tsx";
import { TypeName } from "../../ui/type-name.tsx";
import { incident as words } from "../../words/incident.ts";
import { entityTypes } from "../../words/scales.ts";
import type { Detail } from "./incident-detail.ts";

export function FactsPanel({ incident }: { incident: Detail }) {
  const { facts } = words;
  return (
    <aside
      aria-label={facts.label}
      tabIndex={0}
      className="w-80 shrink-0 overflow-y-auto border-l border-line p-4 max-lg:w-full max-lg:border-t max-lg:border-l-0"
    >
      <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-2 text-sm">
        <Fact name={facts.owner}>{incident.owner ?? <span className="text-muted">{facts.nobody}</span>}</Fact>
        {incident.queue !== null && <Fact name={facts.queue}>{incident.queue}</Fact>}
        <Fact name={facts.entity}>
          <span className="text-muted">{entityTypes[incident.entityType]}</span>{" "}
          <Defanged text={incident.entityName || incident.entityKey} code />
        </Fact>
        <Fact name={facts.initial}>
          <DispositionBadge value={incident.initialDisposition} />
        </Fact>
        <Fact name={facts.reason}>
          <Defanged text={incident.dispositionReason} />
        </Fact>
        <Fact name={facts.type}>
          <TypeName id={incident.typeId} />
        </Fact>
        <Fact name={facts.typeReason}>
          <Defanged text={incident.typeReason} />
        </Fact>
        {incident.techniques.length > 0 && (
          <Fact name={facts.techniques}>
            {incident.techniques.map((id) => (
              <span key={id} className="block">
                {id} {incident.techniqueNames[id]}
              </span>
            ))}
          </Fact>
        )}
        <Fact name={facts.source}>
          <Defanged text={incident.source} />
        </Fact>
        <Fact name={facts.firstEvent}>
          <Time at={incident.firstEventAt} />
        </Fact>
        <Fact name={facts.opened}>
          <Time at={incident.openedAt} />
        </Fact>
        {incident.links.length > 0 && (
          <Fact name={facts.links}>
            {incident.links.map((link) => (
              <span key={`${link.connection} ${link.externalId}`} className="block">
                {link.connection} <Defanged text={link.externalId} code />
                {link.error != null && <span className="text-danger"> · {facts.linkFailed}</span>}
              </span>
            ))}
          </Fact>
        )}
        {incident.escalations.length > 0 && (
          <Fact name={facts.escalations}>
            {incident.escalations.map(({ to, reason }) => (
              <span key={`${to} ${reason}`} className="block">
                {to}: <Defanged text={reason} />
              </span>
            ))}
          </Fact>
        )}
      </dl>
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
