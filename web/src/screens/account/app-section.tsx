/** The authenticator app: whether there is one, and how it is set up or removed. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { OfferedTotp } from "../../../../src/api/contract/second-factor.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Section } from "../../ui/page.tsx";
import { addToast } from "../../ui/toast-list.ts";
import { Wrong } from "../../ui/wrong.tsx";
import { account } from "../../words/account.ts";
import type { AfterChange } from "./after-change.ts";
import { AppDialog } from "./app-dialog.tsx";

const words = account.app;

export function AppSection({ used, onChanged }: { used: boolean; onChanged: AfterChange }) {
  const [removing, setRemoving] = useState(false);
  const offer = useMutation({ mutationFn: () => call<OfferedTotp>("POST", "/v1/me/totp") });
  const remove = useMutation({
    mutationFn: () => call("DELETE", "/v1/me/totp"),
    onSuccess: () => {
      setRemoving(false);
      addToast({ title: words.removed });
      onChanged();
    },
  });
  const actions = (
    <>
      {used && <Button onClick={() => setRemoving(true)}>{account.remove}</Button>}
      <Button look={used ? "plain" : "primary"} busy={offer.isPending} onClick={() => offer.mutate()}>
        {used ? words.replace : words.add}
      </Button>
    </>
  );
  return (
    <Section title={words.title} actions={actions}>
      <p className="text-muted">{words.hint}</p>
      <div className="mt-2">
        <Badge tone={used ? "good" : "quiet"}>{used ? words.on : words.off}</Badge>
      </div>
      <Wrong error={offer.error} />
      {offer.data !== undefined && (
        <AppDialog
          offered={offer.data}
          onClose={offer.reset}
          onDone={(made) => {
            offer.reset();
            addToast({ title: words.done });
            onChanged(made);
          }}
        />
      )}
      <ConfirmReversal
        open={removing}
        onClose={() => setRemoving(false)}
        title={words.removeTitle}
        reversal={words.removeBack}
        verb={account.remove}
        busy={remove.isPending}
        error={remove.error === null ? "" : problemOf(remove.error).message}
        onConfirm={() => remove.mutate()}
      >
        {words.removeHint}
      </ConfirmReversal>
    </Section>
  );
}
