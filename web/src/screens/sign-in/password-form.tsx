/** Name and password; then, where somebody has one, the second factor. */
import { type ReactNode, useState } from "react";
import { call } from "../../api/client.ts";
import { ApiError } from "../../api/problem.ts";
import { TextField } from "../../ui/field.tsx";
import { signIn as words } from "../../words/sign-in.ts";
import { DoorForm, useSubmit } from "./door-form.tsx";
import { SecondStep } from "./second-step.tsx";

/** What is asked for besides, once the password is right: `totp`, `passkey`, `recovery-code`. */
export function factorsAsked(error: unknown): string[] | null {
  if (!(error instanceof ApiError) || error.code !== "api.second-factor-needed") return null;
  return Array.isArray(error.details.methods) ? (error.details.methods as string[]) : ["totp"];
}

export function PasswordForm({ hint, children }: { hint: string | undefined; children: ReactNode }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { busy, error, submit, forgive } = useSubmit(() => call("POST", "/v1/sign-in", { name, password }));
  const factors = factorsAsked(error);
  if (factors !== null)
    return (
      <SecondStep
        name={name}
        factors={factors}
        send={(code) => call("POST", "/v1/sign-in", { name, password, code })}
        onBack={() => {
          setPassword("");
          forgive();
        }}
      />
    );
  return (
    <>
      <DoorForm title={words.title} hint={hint} verb={words.submit} busy={busy} error={error} onSubmit={submit}>
        <TextField label={words.name} value={name} onChange={setName} autoComplete="username" autoFocus />
        <TextField
          label={words.password}
          value={password}
          onChange={setPassword}
          type="password"
          autoComplete="current-password"
        />
      </DoorForm>
      {children}
    </>
  );
}
