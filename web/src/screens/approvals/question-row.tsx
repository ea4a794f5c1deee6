/** One set of questions in the list. */
import type { Form } from "../../../../src/api/contract/form.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { Countdown } from "../../ui/countdown.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { questions as words } from "../../words/approvals.ts";

export function QuestionRow({ form }: { form: Form }) {
  return (
    <span className="flex flex-col gap-1">
      <span className="font-medium">
        <Defanged text={form.reason} />
      </span>
      <span className="truncate text-xs text-muted">
        {words.incidentNumber(form.incidentNumber)} · {words.asks(usePlaybookTitle()(form.playbook))}
      </span>
      <Countdown from={form.askedAt} until={form.expiresAt} />
    </span>
  );
}
