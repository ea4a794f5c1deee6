/** A new passkey: its name here, and the browser does the rest. */
import { useState } from "react";
import type { RecoveryCodes } from "../../../../src/api/contract/second-factor.ts";
import { useChange } from "../../api/change.ts";
import { makePasskey } from "../../api/passkey.ts";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { account } from "../../words/account.ts";

const words = account.passkeys;

export function PasskeyDialog({ onClose, onDone }: { onClose(): void; onDone(made: RecoveryCodes): void }) {
  const [name, setName] = useState("");
  const make = useChange({
    send: () => makePasskey(name.trim()),
    touches: [],
    said: () => words.done(name.trim()),
    after: onDone,
  });
  return (
    <FormDialog
      title={words.addTitle}
      description={words.addHint}
      verb={words.add}
      busy={make.isPending}
      disabled={name.trim() === ""}
      error={make.error}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <TextField
        label={words.name}
        value={name}
        onChange={setName}
        placeholder={words.example}
        maxLength={60}
        autoComplete="off"
        autoFocus
      />
    </FormDialog>
  );
}
