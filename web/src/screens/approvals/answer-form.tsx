/** The fields of a form, checked here before they are sent, and by the server in any case. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Form } from "../../../../src/api/contract/form.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { type FormValues, SchemaForm } from "../../ui/schema-form.tsx";
import { addToast } from "../../ui/toast.tsx";
import { questions as words } from "../../words/approvals.ts";
import { answersOf, specOf } from "./question-fields.ts";

interface AnswerFormProps {
  form: Form;
  /** Whether something is filled in that is not sent. */
  onWriting(writing: boolean): void;
}

export function AnswerForm({ form, onWriting }: AnswerFormProps) {
  const client = useQueryClient();
  const [values, setValues] = useState<FormValues>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const send = useMutation({
    mutationFn: (answers: Record<string, unknown>) => call<Form>("POST", `/v1/forms/${form.id}/answer`, { answers }),
    onSuccess: (after) => {
      onWriting(false);
      client.setQueryData(["form", form.id], after);
      void client.invalidateQueries({ queryKey: ["forms"] });
      addToast({ title: words.answered });
    },
    onError: () => void client.invalidateQueries({ queryKey: ["form", form.id] }),
  });
  const fill = (to: FormValues) => {
    setValues(to);
    onWriting(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = answersOf(form.fields, values);
    setErrors(checked.errors);
    if (Object.keys(checked.errors).length === 0) send.mutate(checked.answers);
  };
  return (
    <Section title={words.answer}>
      <form onSubmit={submit} className="max-w-xl" noValidate>
        <SchemaForm fields={form.fields.map(specOf)} values={values} onChange={fill} errors={errors} />
        {send.error !== null && (
          <p role="alert" className="py-1 text-sm text-danger">
            {problemOf(send.error).message}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-3 pt-2">
          <Button type="submit" look="primary" busy={send.isPending} className="max-md:h-10 max-md:w-full">
            {words.answer}
          </Button>
          <span className="text-xs text-muted">{words.answerHint}</span>
        </div>
      </form>
    </Section>
  );
}
