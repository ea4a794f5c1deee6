/** With what a playbook is gone through: an incident of the past, or a case of its tests. */
import { Play, X } from "lucide-react";
import type { FormEvent } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { editor } from "../../words/playbooks.ts";

const words = editor.simulate;

interface SimulateFormProps {
  /** The case, by name; null for an incident. */
  written: string | null;
  onIncident(): void;
  number: string;
  onNumber(number: string): void;
  busy: boolean;
  onSubmit(): void;
}

export function SimulateForm({ written, onIncident, number, onNumber, busy, onSubmit }: SimulateFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-3 border-b border-line px-4 py-2">
      {written === null ? (
        <div className="w-full max-w-md">
          <TextField label={words.incident} hint={words.hint} value={number} onChange={onNumber} optional />
        </div>
      ) : (
        <p className="flex min-w-0 flex-1 items-center gap-2 py-1 text-sm [overflow-wrap:anywhere]">
          {words.case(written)}
          <IconButton label={words.noCase} onClick={onIncident} icon={<X className="size-4" aria-hidden />} />
        </p>
      )}
      <Button
        type="submit"
        look="primary"
        className={written === null ? "mb-7" : "mb-1"}
        busy={busy}
        icon={<Play className="size-3.5" aria-hidden />}
      >
        {words.run}
      </Button>
    </form>
  );
}
