/** The very first admin, by the secret that the server printed at its first start. */
import { useState } from "react";
import { call } from "../../api/client.ts";
import { TextField } from "../../ui/field.tsx";
import { signIn as words } from "../../words/sign-in.ts";
import { DoorForm, useSubmit } from "./door-form.tsx";

export function FirstAdminForm() {
  const [secret, setSecret] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { busy, error, submit } = useSubmit(() => call("POST", "/v1/first-admin", { secret, name, password }));
  return (
    <DoorForm
      title={words.firstTitle}
      hint={words.firstHint}
      verb={words.create}
      busy={busy}
      error={error}
      onSubmit={submit}
    >
      <TextField label={words.secret} value={secret} onChange={setSecret} autoComplete="off" autoFocus />
      <TextField label={words.name} value={name} onChange={setName} autoComplete="username" />
      <TextField
        label={words.password}
        hint={words.newPasswordHint}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="new-password"
      />
    </DoorForm>
  );
}
