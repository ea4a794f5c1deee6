/** Whoever was invited chooses their password, by the code that the link carries behind its #. */
import { useState } from "react";
import { call } from "../../api/client.ts";
import { TextField } from "../../ui/field.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { signIn as words } from "../../words/sign-in.ts";
import { Door, DoorForm, useSubmit } from "./door-form.tsx";
import { factorsAsked } from "./password-form.tsx";

export default function InvitationScreen() {
  const code = location.hash.slice(1);
  return (
    <Door>
      {code === "" ? (
        <EmptyState title={words.noCode} action={<ToSignIn />}>
          {words.noCodeHint}
        </EmptyState>
      ) : (
        <InvitationForm code={code} />
      )}
    </Door>
  );
}

function InvitationForm({ code }: { code: string }) {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const { busy, error, submit } = useSubmit(async () => {
    await call("POST", "/v1/invitation", { code, password });
    // Leaves no code behind in the history.
    location.replace("/");
  });
  const differs = again !== "" && again !== password;
  if (factorsAsked(error) !== null)
    return (
      <EmptyState title={words.chosenTitle} action={<ToSignIn />}>
        {words.chosenHint}
      </EmptyState>
    );
  return (
    <DoorForm
      title={words.invitationTitle}
      hint={words.invitationHint}
      verb={words.accept}
      busy={busy}
      disabled={password === "" || again !== password}
      error={error}
      onSubmit={submit}
    >
      <TextField
        label={words.newPassword}
        hint={words.newPasswordHint}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="new-password"
        autoFocus
      />
      <TextField
        label={words.again}
        error={differs ? words.notTheSame : undefined}
        value={again}
        onChange={setAgain}
        type="password"
        autoComplete="new-password"
      />
    </DoorForm>
  );
}

function ToSignIn() {
  return (
    <a href="/" className="text-accent underline">
      {words.toSignIn}
    </a>
  );
}
