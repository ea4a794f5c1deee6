/** The authenticator app: whether there is one, and how it is set up or removed. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { OfferedTotp } from "../../../../src/api/contract/second-factor.ts";
import { call } from "../../api/client.ts";
import { RemoveDialog } from "../../app/remove-dialog.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
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
      {removing && (
        <RemoveDialog
          path="/v1/me/totp"
          title={words.removeTitle}
          does={words.removeHint}
          reversal={words.removeBack}
          verb={account.remove}
          touches={[]}
          done={words.removed}
          onRemoved={onChanged}
          onClose={() => setRemoving(false)}
        />
      )}
    </Section>
  );
}
