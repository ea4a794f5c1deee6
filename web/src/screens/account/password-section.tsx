/** Another password, by the one that holds now. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { addToast } from "../../ui/toast-list.ts";
import { Wrong } from "../../ui/wrong.tsx";
import { account } from "../../words/account.ts";
import { signIn } from "../../words/sign-in.ts";

const words = account.password;
const EMPTY = { current: "", password: "", again: "" };

export function PasswordSection() {
  const [typed, setTyped] = useState(EMPTY);
  const client = useQueryClient();
  const { current, password, again } = typed;
  const change = useMutation({
    mutationFn: () => call("PUT", "/v1/me/password", { current, password }),
    onSuccess: () => {
      setTyped(EMPTY);
      void client.invalidateQueries({ queryKey: ["own-sessions"] });
      addToast({ title: words.done });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const field = (key: keyof typeof EMPTY, label: string, autoComplete: string, more: object = {}) => (
    <TextField
      label={label}
      value={typed[key]}
      onChange={(to) => setTyped({ ...typed, [key]: to })}
      type="password"
      autoComplete={autoComplete}
      {...more}
    />
  );
  const error = again !== "" && again !== password ? signIn.notTheSame : undefined;
  return (
    <Section title={words.title}>
      <p className="text-muted">{words.hint}</p>
      <form onSubmit={submit} className="max-w-sm">
        {field("current", words.current, "current-password")}
        {field("password", words.next, "new-password", { hint: signIn.newPasswordHint })}
        {field("again", words.again, "new-password", { error })}
        <Wrong error={change.error} />
        <Button
          type="submit"
          busy={change.isPending}
          disabled={current === "" || password === "" || again !== password}
          className="mt-1"
        >
          {words.verb}
        </Button>
      </form>
    </Section>
  );
}
