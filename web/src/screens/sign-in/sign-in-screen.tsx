/** Who are you? By name and password, by whoever else may say it, and for the very first admin by the secret of the first start. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import type { SignInOffer } from "../../../../src/api/contract/session.ts";
import { call, read } from "../../api/client.ts";
import { ApiError, problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { shell } from "../../words/shell.ts";
import { signIn } from "../../words/sign-in.ts";

export default function SignInScreen() {
  const {
    data: ways,
    error,
    refetch,
  } = useQuery({
    queryKey: ["sign-in"],
    queryFn: () => read<SignInOffer>("/v1/sign-in"),
    retry: false,
  });
  const others = ways?.methods.filter((method) => method.kind === "oidc") ?? [];
  return (
    <main className="flex h-full items-center justify-center p-4">
      <div className="w-full max-w-sm rounded-xl border border-line bg-panel p-6 shadow-float">
        <p className="mb-4 flex items-center gap-2 text-base font-semibold">
          <img src="/icon.svg" alt="" className="size-6" />
          {shell.product}
        </p>
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {ways?.firstAdmin === true && <FirstAdminForm />}
        {ways?.firstAdmin === false && <PasswordForm />}
        {others.map(({ name, url }) => (
          <a
            key={url}
            href={url}
            className="mt-2 flex h-8 items-center justify-center rounded-md border border-line hover:bg-hover"
          >
            {signIn.with(name)}
          </a>
        ))}
      </div>
    </main>
  );
}

function useSubmit(work: () => Promise<unknown>) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    await work().then(
      () => client.resetQueries(),
      (thrown) => setError(thrown),
    );
    setBusy(false);
  };
  return { busy, error, submit };
}

function PasswordForm() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { busy, error, submit } = useSubmit(() =>
    call("POST", "/v1/sign-in", { name, password, ...(code === "" ? {} : { code: code.trim() }) }),
  );
  const needsCode = error instanceof ApiError && error.code === "api.second-factor-needed";
  return (
    <Form title={signIn.title} verb={signIn.submit} busy={busy} error={needsCode ? null : error} onSubmit={submit}>
      <TextField label={signIn.name} value={name} onChange={setName} autoComplete="username" autoFocus />
      <TextField
        label={signIn.password}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="current-password"
      />
      {(needsCode || code !== "") && (
        <TextField
          label={signIn.code}
          hint={signIn.codeHint}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          autoFocus
        />
      )}
    </Form>
  );
}

function FirstAdminForm() {
  const [secret, setSecret] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { busy, error, submit } = useSubmit(() => call("POST", "/v1/first-admin", { secret, name, password }));
  return (
    <Form title={signIn.firstTitle} verb={signIn.create} busy={busy} error={error} onSubmit={submit}>
      <p className="pb-2 text-muted">{signIn.firstHint}</p>
      <TextField label={signIn.secret} value={secret} onChange={setSecret} autoComplete="off" autoFocus />
      <TextField label={signIn.name} value={name} onChange={setName} autoComplete="username" />
      <TextField
        label={signIn.password}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="new-password"
      />
    </Form>
  );
}

interface FormProps {
  title: string;
  verb: string;
  busy: boolean;
  error: unknown;
  onSubmit(event: FormEvent): void;
  children: ReactNode;
}

function Form({ title, verb, busy, error, onSubmit, children }: FormProps) {
  return (
    <form onSubmit={onSubmit}>
      <h1 className="mb-2 text-lg font-semibold">{title}</h1>
      {children}
      {error !== null && (
        <p role="alert" className="py-1 text-danger">
          {problemOf(error).message}
        </p>
      )}
      <Button type="submit" look="primary" busy={busy} className="mt-3 h-8 w-full">
        {verb}
      </Button>
    </form>
  );
}
