/** One decision: what, why, about what, on which evidence, until when, and its history. */

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Decision, DecisionStatus } from "../../../../src/model/decision.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { TypeName } from "../../ui/type-name.tsx";
import { decisions as words } from "../../words/reviews.ts";
import { IncidentName } from "../incident/incident-name.tsx";

const TONES: Readonly<Record<DecisionStatus, Tone>> = {
  "in-force": "good",
  expired: "warn",
  revoked: "quiet",
  superseded: "quiet",
};

export function DecisionDetail({ id }: { id: string }) {
  const {
    data: decision,
    error,
    refetch,
  } = useQuery({
    queryKey: ["decision", id],
    queryFn: ({ signal }) => read<Decision>(`/v1/decisions/${id}`, {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (decision === undefined) return <Loading what={words.loading} />;
  const { kind, what, why, about, evidence, by, at, until, status } = decision;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="min-w-0 flex-1 text-base font-semibold">
          <Defanged text={what} />
        </h2>
        <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>
        {status === "in-force" && <Revoke id={id} />}
      </div>
      <Section title={words.why}>
        <p className="pb-2 whitespace-pre-wrap">
          <Defanged text={why} />
        </p>
        <Facts
          facts={[
            { name: words.kind, value: words.kinds[kind] },
            { name: words.by, value: <Time at={at} prefix={`${actorName(by)} · `} /> },
            { name: words.until, value: until === null ? words.untilRevoked : <Time at={until} /> },
            { name: words.about, value: about.length > 0 && <References references={about} /> },
            { name: words.evidence, value: evidence.length > 0 && <References references={evidence} /> },
          ]}
        />
      </Section>
      <Section title={words.history}>
        <ol className="flex flex-col gap-1">
          {decision.history.map(({ event, by: who, at: when, text }) => (
            <li key={`${event} ${when}`}>
              <span className="font-medium">{words.eventBy(words.events[event], actorName(who))}</span> ·{" "}
              <Time at={when} />
              {text !== "" && (
                <p className="text-muted">
                  <Defanged text={text} />
                </p>
              )}
            </li>
          ))}
        </ol>
      </Section>
    </div>
  );
}

function References({ references }: { references: Decision["about"] }) {
  return (
    <ul>
      {references.map(({ type, key }) => (
        <li key={`${type} ${key}`}>
          <span className="text-muted">{type}</span>{" "}
          {type === "incident" ? (
            <IncidentName id={key} otherwise={key} />
          ) : type === "incident-type" ? (
            <TypeName id={key} />
          ) : (
            <Defanged text={key} code />
          )}
        </li>
      ))}
    </ul>
  );
}

function Revoke({ id }: { id: string }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const revoke = useChange({
    send: (reason: string) => call("POST", `/v1/decisions/${id}/revoke`, { reason }),
    touches: ["decisions", "decision"],
    said: () => words.revoked,
    after: () => setAsked(false),
  });
  if (!can(me, "postDecisionsIdRevoke")) return null;
  return (
    <>
      <Button look="danger" onClick={() => setAsked(true)}>
        {words.revoke}
      </Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.revokeTitle}
        reversal={words.revokeBack}
        verb={words.revoke}
        reasonLabel={words.reason}
        busy={revoke.isPending}
        error={revoke.error === null ? "" : problemOf(revoke.error).message}
        onConfirm={(reason) => revoke.mutate(reason)}
      >
        {words.revokeHint}
      </ConfirmReversal>
    </>
  );
}
