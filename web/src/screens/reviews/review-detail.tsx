/** One review: what it found, in figures and words, and the answer to it. */
import { useQuery } from "@tanstack/react-query";
import type { Review } from "../../../../src/api/contract/review.ts";
import { read } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { IncidentLink } from "../../ui/incident-link.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { reviews as words } from "../../words/reviews.ts";
import { times } from "../../words/times.ts";
import { aboutOf } from "./about-of.ts";
import { AccessRows } from "./access-rows.tsx";
import { AnswerSection } from "./answer-section.tsx";
import { FiguresSection } from "./figures-section.tsx";

export function ReviewDetail({ id }: { id: string }) {
  const title = usePlaybookTitle();
  const {
    data: review,
    error,
    refetch,
  } = useQuery({
    queryKey: ["review", id],
    queryFn: ({ signal }) => read<Review>(`/v1/reviews/${id}`, {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (review === undefined) return <Loading what={words.loading} />;
  const { kind, from, to, owner, dueAt, reminders } = review;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="min-w-0 truncate text-base font-semibold">{aboutOf(review, title)}</h2>
        <Badge tone={kind === "drift" ? "violet" : "quiet"}>{words.kinds[kind]}</Badge>
      </div>
      <Section title={words.findings}>
        <Findings findings={review.findings} numbers={review.incidentNumbers ?? {}} />
      </Section>
      <AnswerSection review={review} />
      {kind === "access" && <AccessRows id={id} />}
      <FiguresSection figures={review.figures} />
      <Section title={words.period}>
        <Facts
          facts={[
            { name: words.period, value: words.periodText(times.exact(from), times.exact(to)) },
            { name: words.owner, value: owner },
            { name: words.due, value: <Time at={dueAt} /> },
            { name: words.reminders, value: reminders === 0 ? "" : reminders },
          ]}
        />
      </Section>
    </div>
  );
}

/** More than these explain nothing better. */
const SHOWN = 10;

interface Finding {
  text?: string;
  incidents?: readonly string[];
}

interface FindingsProps {
  findings: readonly unknown[];
  /** Of the incidents that the reader may know of. */
  numbers: Readonly<Record<string, number>>;
}

function Findings({ findings, numbers }: FindingsProps) {
  if (findings.length === 0) return <p className="text-muted">{words.noFindings}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {(findings as readonly Finding[]).map(({ text = "", incidents = [] }) => (
        <li key={text}>
          <Defanged text={text} />
          <Explaining incidents={incidents.flatMap((id) => numbers[id] ?? []).slice(0, SHOWN)} />
        </li>
      ))}
    </ul>
  );
}

function Explaining({ incidents }: { incidents: readonly number[] }) {
  if (incidents.length === 0) return null;
  return (
    <span className="block text-sm text-muted">
      {words.incidents}:{" "}
      {incidents.map((number, place) => (
        <span key={number}>
          {place > 0 && ", "}
          <IncidentLink id={number} text={String(number)} />
        </span>
      ))}
    </span>
  );
}
