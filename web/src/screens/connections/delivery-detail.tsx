/** One delivery: what became of each of its documents, and the message itself. */
import { useQuery } from "@tanstack/react-query";
import type { Delivery, DeliveryDetail as Detail } from "../../../../src/api/contract/delivery.ts";
import { read } from "../../api/client.ts";
import { useAddress } from "../../app/address.ts";
import { Badge } from "../../ui/badge.tsx";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { IncidentLink } from "../../ui/incident-link.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { quarantine, deliveries as words } from "../../words/connections.ts";
import { HeldActions } from "./held-actions.tsx";

export function DeliveryDetail({ id, delivery }: { id: string; delivery: Delivery | undefined }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["deliveries", id],
    queryFn: ({ signal }) => read<Detail>(`/v1/deliveries/${id}`, {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" role="group" tabIndex={0} aria-label={words.message}>
      <Section title={words.became}>
        {data.outcomes.length + data.unread.length === 0 && <p className="text-sm text-muted">{words.nothingHint}</p>}
        <ul aria-label={words.became} className="flex flex-col gap-2">
          {data.outcomes.map((one) => (
            <Outcome key={`${one.position} ${one.what} ${one.alertId}`} outcome={one} />
          ))}
          {data.unread.map((one) => (
            <Unread key={one.id} unread={one} delivery={id} />
          ))}
        </ul>
      </Section>
      <Section title={words.message}>
        {delivery !== undefined && (
          <Facts
            facts={[
              { name: words.connection, value: delivery.connection ?? words.goneConnection },
              { name: words.came, value: <Time at={delivery.receivedAt} /> },
              { name: words.kind, value: <Defanged text={delivery.contentType} /> },
              { name: words.size, value: words.bytes(delivery.bytes) },
            ]}
          />
        )}
        {data.raw === null ? (
          <p className="text-sm text-muted">{words.gone}</p>
        ) : (
          <div className="mt-2">
            <Code label={words.message} text={data.raw.text} />
          </div>
        )}
        {data.raw?.truncated === true && <p className="mt-1 text-xs text-muted">{quarantine.truncated}</p>}
      </Section>
    </div>
  );
}

function Outcome({ outcome }: { outcome: Detail["outcomes"][number] }) {
  const { position, title, what, rule, suppressionId, incident } = outcome;
  return (
    <li className="flex flex-wrap items-center gap-2 text-sm">
      <span className="w-8 text-right text-xs text-muted tabular-nums">{position + 1}</span>
      <Badge tone={what === "alert" ? "good" : "quiet"}>{words.outcomes[what]}</Badge>
      {suppressionId !== null && <Badge tone="warn">{words.suppressed}</Badge>}
      <span className="min-w-0 flex-1">
        <Defanged text={title} />
        {rule !== "" && <span className="block text-xs text-muted">{words.foldedBy(rule)}</span>}
      </span>
      {incident === null ? (
        <span className="text-xs text-muted">{words.noIncident}</span>
      ) : (
        <IncidentLink id={String(incident)} text={words.incident(incident)} />
      )}
    </li>
  );
}

function Unread({ unread, delivery }: { unread: Detail["unread"][number]; delivery: string }) {
  const { id, position, code, reason, status } = unread;
  const [, setAddress] = useAddress();
  // What is read again comes as a delivery of its own; the one that is looked at stays.
  const stay = () => setAddress({ id: delivery }, { replace: true });
  return (
    <li className="flex flex-wrap items-center gap-2 text-sm">
      <span className="w-8 text-right text-xs text-muted tabular-nums">{position + 1}</span>
      <Badge tone={status === "held" ? "warn" : "quiet"}>{words.statuses[status]}</Badge>
      <span className="min-w-0 flex-1">
        <Defanged text={reason} />
        <span className="block font-mono text-2xs text-muted">{code}</span>
      </span>
      {status === "held" && <HeldActions id={id} onSettled={stay} />}
    </li>
  );
}
