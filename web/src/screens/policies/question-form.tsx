/** What is asked of policies: which capability, by which playbook, in what incident. */
import { useTypeName } from "../../api/type-names.ts";
import { Combobox } from "../../ui/combobox.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { policies } from "../../words/policies.ts";
import { severities } from "../../words/scales.ts";
import { useLanguage } from "../playbooks/use-language.ts";
import type { Question } from "./question.ts";

const { ask: words } = policies;

interface QuestionFormProps {
  question: Question;
  onChange(question: Question): void;
}

export function QuestionForm({ question, onChange }: QuestionFormProps) {
  const { data } = useLanguage();
  const typeName = useTypeName();
  const set = (change: Partial<Question>) => onChange({ ...question, ...change });
  const capabilities = (data?.capabilities ?? []).filter(({ target }) => target !== null);
  return (
    <div className="grid gap-x-4 sm:grid-cols-2">
      <Combobox
        label={words.capability}
        value={question.capability}
        options={capabilities.map(({ id }) => ({ value: id, label: id }))}
        onChange={(capability) => set({ capability })}
      />
      <Combobox
        label={words.playbook}
        placeholder={words.anyPlaybook}
        value={question.playbook}
        options={[
          { value: "", label: words.anyPlaybook },
          ...(data?.playbooks ?? []).map(({ name, title }) => ({ value: name, label: title })),
        ]}
        onChange={(playbook) => set({ playbook })}
      />
      <Combobox
        label={words.incidentType}
        placeholder={words.anyType}
        value={question.incidentType}
        options={[
          { value: "", label: words.anyType },
          ...(data?.incidentTypes ?? []).map((type) => ({ value: type, label: typeName(type) })),
        ]}
        onChange={(incidentType) => set({ incidentType })}
      />
      <SelectField
        label={words.severity}
        value={question.severity}
        options={optionsOf(severities)}
        onChange={(severity) => set({ severity })}
      />
    </div>
  );
}
