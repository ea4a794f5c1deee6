/** An expression's value where a step is come to. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { PlaybookSimulation } from "../../../../src/api/contract/playbook-editor.ts";
import { Button } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { editor } from "../../words/playbooks.ts";

const words = editor.simulate.watch;

export function WatchForm({ evaluate }: { evaluate(expression: string): Promise<PlaybookSimulation> }) {
  const [expression, setExpression] = useState("");
  const ask = useMutation({ mutationFn: () => evaluate(expression.trim()) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (expression.trim() !== "") ask.mutate();
  };
  const [found] = ask.data?.values ?? [];
  return (
    <Section title={words.title}>
      <form onSubmit={submit} className="flex max-w-lg items-end gap-3">
        <div className="min-w-0 flex-1">
          <TextField label={words.expression} hint={words.hint} value={expression} onChange={setExpression} />
        </div>
        <Button type="submit" className="mb-7" busy={ask.isPending}>
          {words.verb}
        </Button>
      </form>
      <Wrong error={ask.error} />
      {found !== undefined && found.error !== null && (
        <p role="alert" className="py-1 text-sm text-danger">
          {found.error}
        </p>
      )}
      {found !== undefined && found.error === null && (
        <Code label={words.value} text={JSON.stringify(found.value ?? null, null, 2)} />
      )}
    </Section>
  );
}
