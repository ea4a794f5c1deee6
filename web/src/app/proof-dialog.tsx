/** Asks once more who one is, because what was asked for is done only for somebody who has just said it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { OwnSecondFactors } from "../../../src/api/contract/second-factor.ts";
import { call, read } from "../api/client.ts";
import { knowsPasskeys, provePasskey } from "../api/passkey.ts";
import { ApiError } from "../api/problem.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Wrong } from "../ui/wrong.tsx";
import { signIn as words } from "../words/sign-in.ts";
import { ui } from "../words/ui.ts";

const needsCode = (error: unknown) => error instanceof ApiError && error.code === "api.second-factor-needed";

export default function ProofDialog({ onAnswer }: { onAnswer(proved: boolean): void }) {
  const form = useId();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [second, setSecond] = useState(false);
  const { data: has } = useQuery({
    queryKey: ["second-factors"],
    queryFn: ({ signal }) => read<OwnSecondFactors>("/v1/me/second-factors", {}, signal),
  });
  const prove = useMutation({
    mutationFn: () => call("POST", "/v1/session/proof", { password, ...(code === "" ? {} : { code: code.trim() }) }),
    onSuccess: () => onAnswer(true),
    onError: (error) => needsCode(error) && setSecond(true),
  });
  const byPasskey = useMutation({
    mutationFn: () => provePasskey("/v1/session/proof/passkey"),
    onSuccess: () => onAnswer(true),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  return (
    <Dialog
      open
      onClose={() => onAnswer(false)}
      title={words.proofTitle}
      description={words.proofHint}
      actions={
        <>
          {knowsPasskeys() && has !== undefined && has.passkeys.length > 0 && (
            <Button
              className="mr-auto"
              icon={<KeyRound className="size-3.5" aria-hidden />}
              busy={byPasskey.isPending}
              onClick={() => byPasskey.mutate()}
            >
              {words.usePasskey}
            </Button>
          )}
          <Button onClick={() => onAnswer(false)}>{ui.cancel}</Button>
          <Button type="submit" form={form} look="primary" busy={prove.isPending} disabled={password === ""}>
            {words.proofVerb}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label={words.password}
          value={password}
          onChange={setPassword}
          type="password"
          autoComplete="current-password"
          autoFocus
        />
        {(second || has?.totp === true) && (
          <TextField
            label={words.code}
            hint={words.codeHint}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
          />
        )}
        <Wrong error={needsCode(prove.error) ? null : (prove.error ?? byPasskey.error)} />
      </form>
    </Dialog>
  );
}
