/** Questions that a playbook waits for: answered here, and the run goes on. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Form } from "../../../../src/api/contract/form.ts";
import { call } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Section } from "../../ui/page.tsx";
import { type FormValues, SchemaForm } from "../../ui/schema-form.tsx";
import { addToast } from "../../ui/toast.tsx";
import { incident as words } from "../../words/incident.ts";
import { answersOf, specOf } from "../approvals/question-fields.ts";
import { useOpenForms } from "./open-forms.ts";

export function OpenForms({ id }: { id: string }) {
  const { data } = useOpenForms(id);
  return data?.map((form) => <OneForm key={form.id} form={form} />);
}

function OneForm({ form }: { form: Form }) {
  const [values, setValues] = useState<FormValues>({});
  const title = usePlaybookTitle();
  const client = useQueryClient();
  const answer = useMutation({
    mutationFn: (answers: Record<string, unknown>) => call("POST", `/v1/forms/${form.id}/answer`, { answers }),
    onSuccess: () => {
      addToast({ title: words.response.answered });
      return Promise.all([["forms"], ["incident"]].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const send = () => {
    const checked = answersOf(form.fields, values);
    setErrors(checked.errors);
    if (Object.keys(checked.errors).length === 0) answer.mutate(checked.answers);
  };
  return (
    <Section title={`${words.response.forms} · ${words.response.askedBy(title(form.playbook))}`}>
      <form
        className="max-w-xl rounded-md bg-warn-ground p-3"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        noValidate
      >
        <p className="text-sm">
          <Defanged text={form.reason} />
        </p>
        <SchemaForm fields={form.fields.map(specOf)} values={values} onChange={setValues} errors={errors} />
        {answer.error !== null && (
          <p role="alert" className="py-1 text-sm text-danger">
            {problemOf(answer.error).message}
          </p>
        )}
        <Button type="submit" look="primary" busy={answer.isPending} className="mt-1">
          {words.response.answer}
        </Button>
      </form>
    </Section>
  );
}
