/** What would be decided of one effect on one entity, by which policies, and within which budgets. */
import { useMutation } from "@tanstack/react-query";
import { MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import type { SourceFile } from "../../../../src/api/contract/content.ts";
import type { PolicyExplained } from "../../../../src/api/contract/policy.ts";
import type { EntityType } from "../../../../src/model/entity.ts";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Facts } from "../../ui/facts.tsx";
import { TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { policies } from "../../words/policies.ts";
import { entityTypes } from "../../words/scales.ts";
import { BudgetList } from "./budget-list.tsx";
import { DecisionBadge } from "./decision-badge.tsx";
import { asked, FIRST_QUESTION } from "./question.ts";
import { QuestionForm } from "./question-form.tsx";

const { explain: words, ask } = policies;

export function ExplainPanel({ files }: { files: readonly SourceFile[] }) {
  const [question, setQuestion] = useState(FIRST_QUESTION);
  const [type, setType] = useState<EntityType>("user");
  const [key, setKey] = useState("");
  const explain = useMutation({
    mutationFn: () =>
      call<PolicyExplained>("POST", "/v1/policies/explain", { ...asked(question, files), entity: { type, key } }),
  });
  return (
    <div>
      <div className="border-b border-line px-4 py-2">
        <QuestionForm question={question} onChange={setQuestion} />
        <div className="grid gap-x-4 sm:grid-cols-2">
          <SelectField<EntityType>
            label={ask.entityType}
            value={type}
            options={optionsOf(entityTypes)}
            onChange={setType}
          />
          <TextField label={ask.entity} hint={ask.entityHint} value={key} onChange={setKey} maxLength={512} />
        </div>
        <div className="my-1.5 flex items-center gap-3">
          <Button
            look="primary"
            busy={explain.isPending}
            disabled={question.capability === "" || key.trim() === ""}
            icon={<MessageCircleQuestion className="size-3.5" aria-hidden />}
            onClick={() => explain.mutate()}
          >
            {ask.explain}
          </Button>
          <p className="text-xs text-muted">{words.hint}</p>
        </div>
        <Wrong error={explain.error} />
      </div>
      {explain.data !== undefined && <Explained told={explain.data} />}
    </div>
  );
}

function Explained({
  told: { decision, reason, policies: by, usedUp, breaker, frozen, text, budgets },
}: {
  told: PolicyExplained;
}) {
  return (
    <>
      <Section title={words.answer}>
        <p className="mb-2 flex flex-wrap items-center gap-2 text-sm">
          <DecisionBadge value={decision} /> <Defanged text={reason} />
        </p>
        <Facts
          facts={[
            { name: words.by, value: by.join(", ") },
            { name: words.usedUp, value: usedUp ?? "" },
            { name: words.breaker, value: breaker ?? "" },
            { name: words.frozen, value: frozen ?? "" },
          ]}
        />
      </Section>
      <Section title={words.words}>
        <p className="text-sm whitespace-pre-wrap">
          <Defanged text={text} />
        </p>
      </Section>
      <BudgetList budgets={budgets} />
    </>
  );
}
