/** Closing: what it was, why, and that what is still open was seen to. */
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Disposition } from "../../../../src/model/scale.ts";
import { CheckField } from "../../ui/field.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { incident as words } from "../../words/incident.ts";
import { dispositions } from "../../words/scales.ts";
import { EditDialog } from "./edits/edit-dialog.tsx";
import { useIncidentEdits } from "./edits/incident-edits.ts";
import type { Detail } from "./incident-detail.ts";
import { useOpenForms } from "./open-forms.ts";
import { openMatters } from "./open-matters.ts";

const OPTIONS = optionsOf(dispositions).filter(({ value }) => value !== "unknown");

export function CloseDialog({ incident, onClose }: { incident: Detail; onClose(): void }) {
  const known = incident.disposition === "unknown" ? "" : incident.disposition;
  const [disposition, setDisposition] = useState<Disposition | "">(known);
  const [seen, setSeen] = useState(false);
  const edit = useIncidentEdits(onClose);
  const forms = useOpenForms(incident.id).data ?? [];
  const matters = openMatters(incident, forms.length);
  const submit = (reason: string) =>
    edit.mutate({
      ...{ incidents: [incident], edit: { status: "closed", disposition: disposition as Disposition }, reason },
      done: words.close.done(incident.number),
    });
  return (
    <EditDialog
      title={words.close.title(incident.number)}
      verb={words.close.verb}
      busy={edit.isPending}
      incomplete={disposition === "" || (matters.length > 0 && !seen)}
      onClose={onClose}
      onSubmit={submit}
    >
      <SelectField<Disposition>
        label={words.close.disposition}
        value={disposition}
        options={OPTIONS}
        onChange={setDisposition}
      />
      {matters.length > 0 && (
        <div className="my-2 rounded-md bg-warn-ground p-3">
          <p className="flex items-center gap-2 text-sm font-medium text-warn">
            <TriangleAlert className="size-4" aria-hidden />
            {words.close.open}
          </p>
          <ul className="mt-1 list-disc pl-6 text-sm">
            {matters.map(({ kind, text }) => (
              <li key={kind}>{text}</li>
            ))}
          </ul>
          <CheckField label={words.close.seen} value={seen} onChange={setSeen} />
        </div>
      )}
      <p className="text-xs text-muted">{words.close.reversal}</p>
    </EditDialog>
  );
}
