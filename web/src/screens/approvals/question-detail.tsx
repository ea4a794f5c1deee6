/** What a run asks, and the answers it goes on with. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Form } from "../../../../src/api/contract/form.ts";
import { read } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { useReadAgainAt } from "../../api/read-again.ts";
import { can, useMe } from "../../api/session.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Countdown } from "../../ui/countdown.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { IncidentLink } from "../../ui/incident-link.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { questions as words } from "../../words/approvals.ts";
import { AnswerForm } from "./answer-form.tsx";
import { shownAnswer } from "./question-fields.ts";

export function QuestionDetail({ id }: { id: string }) {
  const { data: me } = useMe();
  const title = usePlaybookTitle();
  const [writing, setWriting] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["form", id],
    queryFn: ({ signal }) => read<Form>(`/v1/forms/${id}`, {}, signal),
  });
  useReadAgainAt(["form", "forms"], data?.status === "pending" ? [data.expiresAt] : []);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <header className="flex flex-col gap-2 border-b border-line px-4 py-3">
        <h2 className="text-lg font-semibold text-balance">
          <Defanged text={data.reason} />
        </h2>
        <div className="flex items-center gap-3">
          <Badge tone={data.status === "pending" ? "warn" : "quiet"}>{words.statuses[data.status]}</Badge>
          {data.status === "pending" && <Countdown from={data.askedAt} until={data.expiresAt} bar />}
        </div>
      </header>
      <Section title={words.asks(title(data.playbook))}>
        <Facts
          facts={[
            {
              name: words.incident,
              value: <IncidentLink id={data.incidentId} text={words.incidentNumber(data.incidentNumber)} />,
            },
            { name: words.step, value: data.step },
            { name: words.queue, value: data.queue },
            { name: words.answeredBy, value: data.answeredBy === null ? null : actorName(data.answeredBy) },
          ]}
        />
      </Section>
      {writing && data.status !== "pending" && (
        <p role="alert" className="border-b border-line bg-warn-ground px-4 py-2 text-sm text-warn">
          {words.late[data.status](data.answeredBy === null ? null : actorName(data.answeredBy))}
        </p>
      )}
      {data.status === "pending" && can(me, "postFormsIdAnswer") ? (
        <AnswerForm form={data} onWriting={setWriting} />
      ) : (
        <Answers form={data} />
      )}
    </div>
  );
}

function Answers({ form: { fields, answers, status } }: { form: Form }) {
  if (status === "pending")
    return (
      <Section title={words.asked}>
        <ul>
          {fields.map(({ name, ask }) => (
            <li key={name}>
              <Defanged text={ask} />
            </li>
          ))}
        </ul>
        <p className="mt-2 text-muted">{words.mayNot}</p>
      </Section>
    );
  return (
    <Section title={words.answers}>
      <Facts
        facts={fields.map(({ name, ask }) => ({
          name: ask,
          value: <Defanged text={shownAnswer(answers?.[name])} />,
        }))}
      />
    </Section>
  );
}
