/** A person's word on what cannot be measured. */
import { useState } from "react";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { readiness as words } from "../../words/readiness.ts";

const ANSWERS = { yes: words.yes, no: words.no } as const;

export function StateDialog({ probe, says, onClose }: { probe: string; says: string; onClose(): void }) {
  const [answer, setAnswer] = useState<keyof typeof ANSWERS>("yes");
  const [reason, setReason] = useState("");
  const state = useChange({
    send: () => call("PUT", `/v1/readiness/${encodeURIComponent(probe)}`, { answer, reason: reason.trim() }),
    touches: ["readiness", "readiness-history"],
    said: () => words.stated,
    after: onClose,
  });
  return (
    <FormDialog
      title={words.stateTitle}
      description={
        <>
          <p className="font-medium text-text">{says}</p>
          <p>{words.stateHint}</p>
        </>
      }
      verb={words.verb}
      busy={state.isPending}
      disabled={reason.trim() === ""}
      error={state.error}
      onSubmit={() => state.mutate()}
      onClose={onClose}
    >
      <SelectField label={words.answer} value={answer} options={optionsOf(ANSWERS)} onChange={(to) => setAnswer(to)} />
      <TextField
        label={words.reason}
        hint={words.reasonHint}
        value={reason}
        onChange={setReason}
        lines={3}
        maxLength={2000}
        autoFocus
      />
    </FormDialog>
  );
}
