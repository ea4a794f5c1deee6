/** What it was. */
import { useState } from "react";
import type { Disposition } from "../../../../../src/model/scale.ts";
import { CheckField } from "../../../ui/field.tsx";
import { optionsOf, SelectField } from "../../../ui/select.tsx";
import { edits } from "../../../words/incident-edits.ts";
import { dispositions } from "../../../words/scales.ts";
import { EditDialog } from "./edit-dialog.tsx";
import { type Edit, type Edited, useIncidentEdits } from "./incident-edits.ts";

const OPTIONS = optionsOf(dispositions).filter(({ value }) => value !== "unknown");

export function DisposeDialog({ incidents, onClose }: { incidents: readonly Edited[]; onClose(): void }) {
  const [disposition, setDisposition] = useState<Disposition | "">("");
  const [resolve, setResolve] = useState(false);
  const edit = useIncidentEdits(onClose);
  const submit = (reason: string) => {
    const change: Edit = { disposition: disposition as Disposition, ...(resolve ? { status: "resolved" } : {}) };
    edit.mutate({ incidents, edit: change, reason, done: edits.dispose.done(incidents.length) });
  };
  return (
    <EditDialog
      title={edits.dispose.title(incidents.map(({ number }) => number))}
      about={incidents}
      verb={edits.dispose.verb}
      busy={edit.isPending}
      incomplete={disposition === ""}
      onClose={onClose}
      onSubmit={submit}
    >
      <SelectField<Disposition>
        label={edits.dispose.disposition}
        value={disposition}
        options={OPTIONS}
        onChange={setDisposition}
      />
      <CheckField
        label={edits.dispose.andResolve}
        hint={edits.dispose.andResolveHint}
        value={resolve}
        onChange={setResolve}
      />
    </EditDialog>
  );
}
