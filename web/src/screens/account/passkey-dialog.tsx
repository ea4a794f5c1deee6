/** A new passkey: its name here, and the browser does the rest. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { RecoveryCodes } from "../../../../src/api/contract/second-factor.ts";
import { makePasskey } from "../../api/passkey.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { addToast } from "../../ui/toast-list.ts";
import { Wrong } from "../../ui/wrong.tsx";
import { account } from "../../words/account.ts";
import { ui } from "../../words/ui.ts";

const words = account.passkeys;

export function PasskeyDialog({ onClose, onDone }: { onClose(): void; onDone(made: RecoveryCodes): void }) {
  const form = useId();
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () => makePasskey(name.trim()),
    onSuccess: (made) => {
      addToast({ title: words.done(name.trim()) });
      onDone(made);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.addTitle}
      description={words.addHint}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" form={form} look="primary" busy={make.isPending} disabled={name.trim() === ""}>
            {words.add}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label={words.name}
          value={name}
          onChange={setName}
          placeholder={words.example}
          maxLength={60}
          autoComplete="off"
          autoFocus
        />
        <Wrong error={make.error} />
      </form>
    </Dialog>
  );
}
