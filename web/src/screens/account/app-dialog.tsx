/** The secret of a new app, to scan or to type, and a first code that shows it has arrived. */
import { useState } from "react";
import type { OfferedTotp, RecoveryCodes } from "../../../../src/api/contract/second-factor.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { Code } from "../../ui/code.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { account } from "../../words/account.ts";
import { QrCode } from "./qr-code.tsx";

const words = account.app;

interface AppDialogProps {
  offered: OfferedTotp;
  onClose(): void;
  onDone(made: RecoveryCodes): void;
}

export function AppDialog({ offered: { secret, uri }, onClose, onDone }: AppDialogProps) {
  const [code, setCode] = useState("");
  const digits = code.replaceAll(" ", "");
  const confirm = useChange({
    send: () => call<RecoveryCodes>("PUT", "/v1/me/totp", { code: digits }),
    touches: [],
    after: onDone,
  });
  return (
    <FormDialog
      title={words.addTitle}
      description={words.scan}
      verb={words.confirm}
      busy={confirm.isPending}
      disabled={digits.length < 6}
      error={confirm.error}
      onSubmit={() => confirm.mutate()}
      onClose={onClose}
    >
      <div className="flex flex-wrap items-center gap-4 py-2">
        <QrCode text={uri} label={words.qr} />
        <div className="min-w-52 flex-1">
          <p className="pb-1 text-sm font-medium">{words.secret}</p>
          <Code text={secret.replace(/(.{4})(?=.)/g, "$1 ")} label={words.secret} />
          <TextField
            label={words.code}
            value={code}
            onChange={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            autoFocus
          />
        </div>
      </div>
    </FormDialog>
  );
}
