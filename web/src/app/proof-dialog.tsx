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

interface ProofDialogProps {
  /** The identity provider's page, for whoever came by one. */
  at: string | null;
  onAnswer(proved: boolean): void;
}

export default function ProofDialog({ at, onAnswer }: ProofDialogProps) {
  const [wentThere, setWentThere] = useState(false);
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
      disabled={password === "" && !wentThere}
      error={needsCode(prove.error) ? null : prove.error}
      onSubmit={() => (password === "" ? onAnswer(true) : prove.mutate())}
      onClose={() => onAnswer(false)}
    >
      {at !== null && <ByProvider at={at} onGo={() => setWentThere(true)} />}
      <TextField
        label={words.password}
        optional={at !== null}
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

/** In a tab of its own, so that what was filled in here is still there. */
function ByProvider({ at, onGo }: { at: string; onGo(): void }) {
  return (
    <>
      <a
        href={at}
        target="_blank"
        rel="noopener"
        onClick={onGo}
        className="mt-1 flex h-8 items-center justify-center rounded-md border border-line hover:bg-hover"
      >
        {words.proofAtProvider}
      </a>
      <p className="py-1 text-xs text-muted">{words.proofAtProviderHint}</p>
    </>
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
