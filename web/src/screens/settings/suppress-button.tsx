/** Holds alerts back by a condition, with a reason and an end. */
import { useState } from "react";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { settings, suppressions as words } from "../../words/settings.ts";

export function SuppressButton() {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  if (!can(me, "postSuppressions")) return null;
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {words.add}
      </Button>
      {open && <SuppressDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function SuppressDialog({ onClose }: { onClose(): void }) {
  const [when, setWhen] = useState("");
  const [reason, setReason] = useState("");
  const [days, setDays] = useState<keyof typeof words.spans>("7");
  const add = useChange({
    send: () => {
      const until = new Date(Date.now() + Number(days) * 86_400_000).toISOString();
      return call("POST", "/v1/suppressions", { when: when.trim(), reason: reason.trim(), until });
    },
    touches: ["suppressions"],
    said: () => words.added,
    after: onClose,
  });
  return (
    <FormDialog
      title={words.add}
      description={words.hint}
      verb={words.addVerb}
      busy={add.isPending}
      disabled={when.trim() === "" || reason.trim() === ""}
      error={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextField label={words.when} hint={words.whenHint} value={when} onChange={setWhen} lines={2} autoFocus />
      <TextField label={settings.reason} hint={settings.reasonHint} value={reason} onChange={setReason} lines={2} />
      <SelectField label={words.span} value={days} options={optionsOf(words.spans)} onChange={(to) => setDays(to)} />
    </FormDialog>
  );
}
