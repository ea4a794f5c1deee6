/** Who could be reached tonight: of everybody in the inventory, who without anyone asking, who after a question, who never. */
import { useMutation } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useState } from "react";
import type { SourceFile } from "../../../../src/api/contract/content.ts";
import type { PolicySimulated } from "../../../../src/api/contract/policy.ts";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { policies } from "../../words/policies.ts";
import { entityTypes } from "../../words/scales.ts";
import { BudgetList } from "./budget-list.tsx";
import { DecisionBadge } from "./decision-badge.tsx";
import { asked, FIRST_QUESTION } from "./question.ts";
import { QuestionForm } from "./question-form.tsx";

const { reach: words, ask } = policies;

export function ReachPanel({ files }: { files: readonly SourceFile[] }) {
  const [question, setQuestion] = useState(FIRST_QUESTION);
  const simulate = useMutation({
    mutationFn: () => call<PolicySimulated>("POST", "/v1/policies/simulate", asked(question, files)),
  });
  return (
    <div>
      <div className="border-b border-line px-4 py-2">
        <QuestionForm question={question} onChange={setQuestion} />
        <div className="my-1.5 flex items-center gap-3">
          <Button
            look="primary"
            busy={simulate.isPending}
            disabled={question.capability === ""}
            icon={<Users className="size-3.5" aria-hidden />}
            onClick={() => simulate.mutate()}
          >
            {ask.reach}
          </Button>
          <p className="text-xs text-muted">{words.hint}</p>
        </div>
        <Wrong error={simulate.error} />
      </div>
      {simulate.data !== undefined && <Reached told={simulate.data} />}
    </div>
  );
}

function Reached({ told: { count, groups, budgets, entityType } }: { told: PolicySimulated }) {
  if (count === 0) return <EmptyState title={words.nobody}>{words.nobodyHint}</EmptyState>;
  return (
    <>
      <Section title={`${entityTypes[entityType]}: ${words.sum(count)}`}>
        <ul className="flex flex-col">
          {groups.map((group) => (
            <li
              key={`${group.decision} ${group.policies.join()} ${group.reason}`}
              className="border-b border-line py-2 text-sm last:border-b-0"
            >
              <p className="flex flex-wrap items-center gap-2">
                <DecisionBadge value={group.decision} />
                <span className="font-medium tabular-nums">{group.count}</span>
                <span className="text-muted">
                  {words.by} {group.policies.join(", ") || words.nobodyOf}
                </span>
              </p>
              <p className="text-muted">{group.reason}</p>
              <p>
                <Defanged text={words.examples(group.examples.join(", "), group.count - group.examples.length)} />
              </p>
            </li>
          ))}
        </ul>
      </Section>
      <BudgetList budgets={budgets} />
    </>
  );
}
