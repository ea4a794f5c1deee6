/** One's passkeys: which there are, one more, one less. */
import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { OwnSecondFactors } from "../../../../src/api/contract/second-factor.ts";
import { call } from "../../api/client.ts";
import { usePasskeysHere } from "../../api/passkey.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Section } from "../../ui/page.tsx";
import { Time } from "../../ui/time.tsx";
import { addToast } from "../../ui/toast-list.ts";
import { account } from "../../words/account.ts";
import type { AfterChange } from "./after-change.ts";
import { PasskeyDialog } from "./passkey-dialog.tsx";

const words = account.passkeys;
type Passkey = OwnSecondFactors["passkeys"][number];

export function PasskeysSection({ passkeys, onChanged }: { passkeys: readonly Passkey[]; onChanged: AfterChange }) {
  const [adding, setAdding] = useState(false);
  const here = usePasskeysHere();
  const add = here && <Button onClick={() => setAdding(true)}>{words.add}</Button>;
  return (
    <Section title={words.title} actions={add}>
      <p className="text-muted">{words.hint}</p>
      {passkeys.length === 0 && <p className="mt-2 text-muted">{here ? words.none : words.unknown}</p>}
      <ul className="mt-1">
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} onChanged={onChanged} />
        ))}
      </ul>
      {adding && (
        <PasskeyDialog
          onClose={() => setAdding(false)}
          onDone={(made) => {
            setAdding(false);
            onChanged(made);
          }}
        />
      )}
    </Section>
  );
}

function PasskeyRow({
  passkey: { id, name, createdAt, lastUsedAt },
  onChanged,
}: {
  passkey: Passkey;
  onChanged: AfterChange;
}) {
  const [asked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => call("DELETE", `/v1/me/passkeys/${encodeURIComponent(id)}`),
    onSuccess: () => {
      addToast({ title: words.removed(name) });
      onChanged();
    },
  });
  return (
    <li className="flex min-h-9 items-center gap-2">
      <KeyRound className="size-4 shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 truncate font-medium">{name}</span>
      <span className="min-w-0 flex-1 truncate text-muted">
        {words.added} <Time at={createdAt} /> ·{" "}
        {lastUsedAt === null ? words.never : <Time at={lastUsedAt} prefix={`${words.used} `} />}
      </span>
      <Button look="quiet" aria-label={words.removeLabel(name)} onClick={() => setAsked(true)}>
        {account.remove}
      </Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.removeTitle(name)}
        reversal={words.removeBack}
        verb={account.remove}
        busy={remove.isPending}
        error={remove.error === null ? "" : problemOf(remove.error).message}
        onConfirm={() => remove.mutate()}
      >
        {words.removeHint}
      </ConfirmReversal>
    </li>
  );
}
