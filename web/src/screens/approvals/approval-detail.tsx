/** One approval: the exact effect in words, who may say what until when, and what was said so far. */

import { useQuery } from "@tanstack/react-query";
import type { ApprovalDetail as Detail } from "../../../../src/api/contract/approval.ts";
import { read } from "../../api/client.ts";
import { useFreezesInForce } from "../../api/freezes.ts";
import { usePlaybookTitle, withPlaybookTitle } from "../../api/playbook-titles.ts";
import { useReadAgainAt } from "../../api/read-again.ts";
import { useTypeName, withTypeName } from "../../api/type-names.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Code } from "../../ui/code.tsx";
import { Countdown } from "../../ui/countdown.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { IncidentLink } from "../../ui/incident-link.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { approvals as words } from "../../words/approvals.ts";
import { AnswerBar } from "./answer-bar.tsx";
import { Held } from "./held.tsx";
import { heldBy } from "./held-by.ts";
import { AskedPeople, Votes } from "./people-of.tsx";
import { ApprovalStatusBadge } from "./status-badge.tsx";
import { quorumOf } from "./who-may.ts";

export function ApprovalDetail({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["approval", id],
    queryFn: ({ signal }) => read<Detail>(`/v1/approvals/${id}`, {}, signal),
  });
  useReadAgainAt(["approval", "approvals"], data?.status === "pending" ? [data.expiresAt] : []);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto" role="group" tabIndex={0} aria-label={words.exact}>
        <Head approval={data} />
        <EffectWords approval={data} />
        <Votes votes={data.votes} />
        <AskedPeople {...data} />
        <Exact approval={data} />
      </div>
      <AnswerBar approval={data} />
    </>
  );
}

function Head({ approval }: { approval: Detail }) {
  const held = heldBy(useFreezesInForce(), approval.effect);
  const {
    words: effect,
    status,
    usedAt,
    terms,
    requestedAt,
    expiresAt,
    decidedAt,
    decidedBy,
    comment,
    round,
  } = approval;
  return (
    <header className="flex flex-col gap-2 border-b border-line px-4 py-3">
      <h2 className="text-lg font-semibold text-balance first-letter:uppercase">
        <Defanged text={effect.what} />
      </h2>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs text-muted">
        <ApprovalStatusBadge value={status} />
        {status === "pending" && <Countdown from={requestedAt} until={expiresAt} bar />}
        <span>{words.quorum(quorumOf(approval).yes, terms.approvers)}</span>
        {round > 0 && <span>{words.escalated(round)}</span>}
        {decidedAt !== null && <Time at={decidedAt} />}
        {decidedBy !== null && <span>{words.by(actorName(decidedBy))}</span>}
      </div>
      {comment !== null && (
        <p className="text-sm">
          <Defanged text={comment} />
        </p>
      )}
      {held !== undefined && (status === "pending" || (status === "approved" && usedAt === null)) && (
        <Held freeze={held} />
      )}
      {status === "pending" && <p className="text-xs text-muted">{words.silence[terms.onExpiry]}</p>}
    </header>
  );
}

function EffectWords({ approval: { words: effect, incidentId, terms } }: { approval: Detail }) {
  const title = usePlaybookTitle();
  const told = { ...effect, playbook: withPlaybookTitle(effect.playbook, title) };
  const plain = (["on", "known", "howLong", "why", "evidence", "playbook", "policy", "needs"] as const).map((name) => ({
    name: words.facts[name],
    value: (told[name] ?? "") === "" ? null : <Defanged text={told[name]} />,
  }));
  const about = withTypeName(effect.incident, useTypeName());
  const incident = incidentId === null ? null : <IncidentLink id={incidentId} text={about} />;
  const who = [words.whoRoles(terms.roles), ...terms.notBy.map((kind) => words.notBy[kind])].join("; ");
  return (
    <Section title={words.inWords}>
      <Facts
        facts={[
          ...plain.slice(0, 4),
          { name: words.facts.incident, value: incident },
          ...plain.slice(4),
          { name: words.whoMay, value: who },
        ]}
      />
    </Section>
  );
}

function Exact({ approval: { effect, argsHash } }: { approval: Detail }) {
  if (effect === null) return null;
  return (
    <Section title={words.exact}>
      <Code label={words.exact} text={`${effect.capability}\n${JSON.stringify(effect.args, null, 2)}`} />
      <p className="mt-2 text-xs text-muted">{words.hashHint}</p>
      <p className="font-mono text-2xs [overflow-wrap:anywhere] text-faint">
        {words.hash}: {argsHash}
      </p>
    </Section>
  );
}
