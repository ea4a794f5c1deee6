/** The secret of a new app, to scan or to type, and a first code that shows it has arrived. */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { OfferedTotp, RecoveryCodes } from "../../../../src/api/contract/second-factor.ts";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Wrong } from "../../ui/wrong.tsx";
import { account } from "../../words/account.ts";
import { ui } from "../../words/ui.ts";
import { QrCode } from "./qr-code.tsx";

const words = account.app;

interface AppDialogProps {
  offered: OfferedTotp;
  onClose(): void;
  onDone(made: RecoveryCodes): void;
}

export function AppDialog({ offered: { secret, uri }, onClose, onDone }: AppDialogProps) {
  const form = useId();
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => call<RecoveryCodes>("PUT", "/v1/me/totp", { code: code.replaceAll(" ", "") }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  const digits = code.replaceAll(" ", "").length;
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.addTitle}
      description={words.scan}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" form={form} look="primary" busy={confirm.isPending} disabled={digits < 6}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-wrap items-center gap-4 py-2">
        <QrCode text={uri} label={words.qr} />
        <form id={form} onSubmit={submit} className="min-w-52 flex-1">
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
          <Wrong error={confirm.error} />
        </form>
      </div>
    </Dialog>
  );
}
