/** The second factor: a code of the app, one of the recovery codes, or a passkey instead of them. */
import { useState } from "react";
import { knowsPasskeys } from "../../api/passkey.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { signIn as words } from "../../words/sign-in.ts";
import { DoorForm, useSubmit } from "./door-form.tsx";
import { PasskeyButton } from "./passkey-button.tsx";

interface SecondStepProps {
  name: string;
  factors: readonly string[];
  send(code: string): Promise<unknown>;
  onBack(): void;
}

export function SecondStep({ name, factors, send, onBack }: SecondStepProps) {
  const [recovery, setRecovery] = useState(!factors.includes("totp"));
  const [code, setCode] = useState("");
  const { busy, error, submit } = useSubmit(() => send(code.trim()));
  const change = () => {
    setRecovery(!recovery);
    setCode("");
  };
  return (
    <>
      <DoorForm
        title={words.secondTitle}
        hint={words.secondHint(name)}
        verb={words.submit}
        busy={busy}
        disabled={code.trim() === ""}
        error={wrongCode(error)}
        onSubmit={submit}
      >
        {recovery ? (
          <TextField
            key="recovery"
            label={words.recoveryCode}
            hint={words.recoveryHint}
            value={code}
            onChange={setCode}
            autoComplete="off"
            autoFocus
          />
        ) : (
          <TextField
            key="app"
            label={words.code}
            hint={words.codeHint}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            inputMode="numeric"
            autoFocus
          />
        )}
      </DoorForm>
      {factors.includes("passkey") && knowsPasskeys() && <PasskeyButton>{words.usePasskey}</PasskeyButton>}
      <div className="mt-3 flex flex-col items-start gap-0.5">
        {factors.includes("totp") && factors.includes("recovery-code") && (
          <Button look="quiet" onClick={change}>
            {recovery ? words.useApp : words.useRecovery}
          </Button>
        )}
        <Button look="quiet" onClick={onBack}>
          {words.back}
        </Button>
      </div>
    </>
  );
}

/** The server says of a wrong code what it says of a wrong password; here the password was right. */
function wrongCode(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.code !== "api.not-authenticated") return error;
  const { status, code } = error;
  return new ApiError({ type: "", title: "", status, code, message: words.wrongCode });
}
