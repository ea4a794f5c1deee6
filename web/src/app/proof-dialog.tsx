/** Asks once more who one is, because what was asked for is done only for somebody who has just said it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { OwnSecondFactors } from "../../../src/api/contract/second-factor.ts";
import { call, read } from "../api/client.ts";
import { knowsPasskeys, provePasskey } from "../api/passkey.ts";
import { ApiError } from "../api/problem.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Wrong } from "../ui/wrong.tsx";
import { signIn as words } from "../words/sign-in.ts";

const needsCode = (error: unknown) => error instanceof ApiError && error.code === "api.second-factor-needed";

export default function ProofDialog({ onAnswer }: { onAnswer(proved: boolean): void }) {
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
  return (
    <FormDialog
      title={words.proofTitle}
      description={words.proofHint}
      verb={words.proofVerb}
      busy={prove.isPending}
      disabled={password === ""}
      error={needsCode(prove.error) ? null : prove.error}
      onSubmit={() => prove.mutate()}
      onClose={() => onAnswer(false)}
    >
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
      {knowsPasskeys() && has !== undefined && has.passkeys.length > 0 && <ByPasskey onAnswer={onAnswer} />}
    </FormDialog>
  );
}

function ByPasskey({ onAnswer }: { onAnswer(proved: boolean): void }) {
  const prove = useMutation({
    mutationFn: () => provePasskey("/v1/session/proof/passkey"),
    onSuccess: () => onAnswer(true),
  });
  return (
    <>
      <p className="py-1 text-xs text-muted">{words.or}</p>
      <Button
        icon={<KeyRound className="size-3.5" aria-hidden />}
        busy={prove.isPending}
        onClick={() => prove.mutate()}
      >
        {words.usePasskey}
      </Button>
      <Wrong error={prove.error} />
    </>
  );
}
