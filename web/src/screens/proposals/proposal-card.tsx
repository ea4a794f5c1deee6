/** One proposal: what it suggests, who made it, why, on what, and what somebody said to it. */

import type { Proposal } from "../../../../src/model/proposal.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Code } from "../../ui/code.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { DispositionBadge } from "../../ui/scale-badges.tsx";
import { ScreenLink } from "../../ui/screen-link.tsx";
import { Time } from "../../ui/time.tsx";
import { proposals as words } from "../../words/proposals.ts";
import { useIncident } from "../incident/incident-detail.ts";
import { AnswerButtons } from "./answer-buttons.tsx";
import { evidenceWay } from "./evidence-way.ts";

const TONES: Readonly<Record<Proposal["status"], Tone>> = {
  open: "info",
  accepted: "good",
  refused: "quiet",
  withdrawn: "quiet",
};

export function ProposalCard({ proposal, away = false }: { proposal: Proposal; away?: boolean }) {
  const { kind, incident, author, at, status, answeredBy, answer } = proposal;
  return (
    <li aria-label={words.kinds[kind]} className="border-b border-line px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>
        <h2 className="font-medium">{words.kinds[kind]}</h2>
        {away && incident !== null && (
          <ScreenLink to={`/incidents/${incident}`} search={{ tab: "proposals" }}>
            {words.incident(incident)}
          </ScreenLink>
        )}
        <span className="text-xs text-muted">
          <Defanged text={words.by(actorName(author))} /> · <Time at={at} />
        </span>
        <AnswerButtons proposal={proposal} />
      </div>
      <div className="mt-2 max-w-3xl">
        <Content content={proposal.content} />
        <Reasons proposal={proposal} />
        {status !== "open" && (
          <p className="mt-2 text-sm text-muted">
            {words.answered(words.statuses[status], actorName(answeredBy ?? ""))}
            {answer !== null && answer !== "" && (
              <>
                : <Defanged text={answer} />
              </>
            )}
          </p>
        )}
      </div>
    </li>
  );
}

/** A model wrote it, and what it read may have told it what to write. */
function Content({ content }: { content: Proposal["content"] }) {
  if (content.kind === "disposition") return <DispositionBadge value={content.disposition} />;
  if (content.kind === "next-steps")
    return (
      <ol className="list-decimal pl-5 text-sm">
        {content.steps.map((step) => (
          <li key={step}>
            <Defanged text={step} />
          </li>
        ))}
      </ol>
    );
  if (content.kind === "playbook") return <Code label={words.text} text={content.source} />;
  if (content.kind === "filter") return <Filter {...content} />;
  return (
    <p className="text-sm whitespace-pre-wrap">
      <Defanged text={content.text} />
    </p>
  );
}

/** What was asked, what it became, and the way to what it finds. */
function Filter({ of, question, filter }: Extract<Proposal["content"], { kind: "filter" }>) {
  return (
    <>
      <p className="mb-1 text-sm">
        {words.askFilter.of[of]}: <Defanged text={question} />
      </p>
      <Code label={words.text} text={filter} />
      {of === "incidents" && (
        <ScreenLink to="/" search={{ filter, show: "all" }}>
          {words.askFilter.use}
        </ScreenLink>
      )}
    </>
  );
}

function Reasons({ proposal: { reasons, incident } }: { proposal: Proposal }) {
  if (reasons.length === 0) return <p className="mt-2 text-xs text-muted">{words.noReasons}</p>;
  return (
    <ul aria-label={words.reasons} className="mt-2 list-disc pl-5 text-sm">
      {reasons.map(({ text, evidence }) => (
        <li key={`${text} ${evidence.join()}`}>
          <Defanged text={text} />
          {incident !== null && evidence.length > 0 && <Evidence of={incident} ids={evidence} />}
        </li>
      ))}
    </ul>
  );
}

function Evidence({ of, ids }: { of: number; ids: readonly string[] }) {
  const { data } = useIncident(String(of));
  if (data === undefined) return null;
  return (
    <span className="block text-xs text-muted">
      {words.evidence}{" "}
      {ids.map((id, place) => {
        const { kind, to, search } = evidenceWay(data, id);
        return (
          <span key={id}>
            {place > 0 && ", "}
            <ScreenLink to={to} search={search}>
              {words.evidenceKinds[kind]}
            </ScreenLink>
          </span>
        );
      })}
    </span>
  );
}
