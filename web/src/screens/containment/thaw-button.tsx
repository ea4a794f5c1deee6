/** Lets go on what was stopped, after saying what that does. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Freeze } from "../../../../src/model/freeze.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { addToast } from "../../ui/toast.tsx";
import { stop as words } from "../../words/containment.ts";

export function ThawButton({ freeze }: { freeze: Freeze }) {
  const [asked, setAsked] = useState(false);
  const client = useQueryClient();
  const thaw = useMutation({
    mutationFn: (reason: string) => call<Freeze>("POST", `/v1/freezes/${freeze.id}/thaw`, { reason }),
    onSuccess: () => addToast({ title: words.thawed, text: words.what(freeze) }),
    onError: (error) => addToast({ tone: "bad", title: problemOf(error).title, text: problemOf(error).message }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["freezes"] });
      setAsked(false);
    },
  });
  return (
    <>
      <Button onClick={() => setAsked(true)}>{words.thaw}</Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.thawTitle(words.what(freeze))}
        reversal={words.thawReversal}
        verb={words.thaw}
        reasonLabel={words.whyThaw}
        busy={thaw.isPending}
        onConfirm={(reason) => thaw.mutate(reason)}
      >
        {words.thawText}
      </ConfirmReversal>
    </>
  );
}
