/** What a run asks, and the answers it goes on with. */
import { useQuery } from "@tanstack/react-query";
import type { Form } from "../../../../src/api/contract/form.ts";
import { read } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { can, useMe } from "../../api/session.ts";
import { Badge } from "../../ui/badge.tsx";
import { Countdown } from "../../ui/countdown.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { IncidentLink } from "../../ui/incident-link.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorState, Loading } from "../../ui/states.tsx";
import { approvals, questions as words } from "../../words/approvals.ts";
import { AnswerForm } from "./answer-form.tsx";
import { shownAnswer } from "./question-fields.ts";

export function QuestionDetail({ id }: { id: string }) {
  const { data: me } = useMe();
  const title = usePlaybookTitle();
  const { data, error, refetch } = useQuery({
    queryKey: ["form", id],
    queryFn: ({ signal }) => read<Form>(`/v1/forms/${id}`, {}, signal),
  });
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
            { name: words.answeredBy, value: data.answeredBy },
          ]}
        />
      </Section>
      {data.status === "pending" && can(me, "postFormsIdAnswer") ? <AnswerForm form={data} /> : <Answers form={data} />}
    </div>
  );
}

function Answers({ form: { fields, answers } }: { form: Form }) {
  return (
    <Section title={approvals.answers}>
      <Facts
        facts={fields.map(({ name, ask }) => ({
          name: ask,
          value: <Defanged text={shownAnswer(answers?.[name])} />,
        }))}
      />
    </Section>
  );
}
