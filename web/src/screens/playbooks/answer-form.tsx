/** Another answer to what a step asked: from there on everything is gone through anew. */
import { type FormEvent, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { editor } from "../../words/playbooks.ts";
import { type AnswerKind, answerOf } from "./halts.ts";

const words = editor.simulate.answer;

interface AnswerFormProps {
  /** What it gave so far, to be changed. */
  gave: unknown;
  busy: boolean;
  onAnswer(answer: Record<string, unknown>): void;
}

export function AnswerForm({ gave, busy, onAnswer }: AnswerFormProps) {
  const [kind, setKind] = useState<AnswerKind>("output");
  const [output, setOutput] = useState(JSON.stringify(gave ?? {}, null, 2));
  const [tried, setTried] = useState(false);
  const answer = answerOf(kind, output);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (answer !== null) onAnswer(answer);
  };
  return (
    <Section title={words.title}>
      <form onSubmit={submit} className="flex max-w-lg flex-col gap-2">
        <SelectField<AnswerKind> label={words.kind} value={kind} options={optionsOf(words.kinds)} onChange={setKind} />
        {kind === "output" && (
          <TextField
            label={words.output}
            lines={Math.min(10, output.split("\n").length + 1)}
            value={output}
            onChange={setOutput}
            {...(tried && answer === null && { error: words.noJson })}
          />
        )}
        <Button type="submit" busy={busy} className="self-start">
          {words.verb}
        </Button>
      </form>
    </Section>
  );
}
