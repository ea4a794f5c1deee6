/** How many recovery codes are left, and new ones. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { RecoveryCodes } from "../../../../src/api/contract/second-factor.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Section } from "../../ui/page.tsx";
import { account } from "../../words/account.ts";
import type { AfterChange } from "./after-change.ts";

const words = account.codes;

export function CodesSection({ left, any, onChanged }: { left: number; any: boolean; onChanged: AfterChange }) {
  const [asked, setAsked] = useState(false);
  const renew = useMutation({
    mutationFn: () => call<RecoveryCodes>("POST", "/v1/me/recovery-codes"),
    onSuccess: (made) => {
      setAsked(false);
      onChanged(made);
    },
  });
  const badge = <Badge tone={left > 3 ? "good" : "warn"}>{words.left(left)}</Badge>;
  return (
    <Section
      title={words.title}
      actions={any && <Button onClick={() => (left === 0 ? renew.mutate() : setAsked(true))}>{words.renew}</Button>}
    >
      <p className="text-muted">{words.hint}</p>
      <div className="mt-2">{any ? badge : <p className="text-muted">{words.none}</p>}</div>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.renewTitle}
        reversal={words.renewBack}
        verb={words.renew}
        busy={renew.isPending}
        error={renew.error === null ? "" : problemOf(renew.error).message}
        onConfirm={() => renew.mutate()}
      >
        {words.renewHint}
      </ConfirmReversal>
    </Section>
  );
}
