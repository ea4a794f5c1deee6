/** Reads a message that could not be read once more, or gives it up. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import type { IngestReceipt } from "../../../../src/api/contract/ingest.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { addToast } from "../../ui/toast.tsx";
import { quarantine as words } from "../../words/connections.ts";

export function HeldActions({ id, onSettled }: { id: string; onSettled?: () => void }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const { replay, discard } = useSettling(id, () => {
    setAsked(false);
    onSettled?.();
  });
  if (!can(me, "postQuarantineIdReplay")) return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>{words.discard}</Button>
      <Button
        look="primary"
        icon={<RotateCcw className="size-3.5" aria-hidden />}
        busy={replay.isPending}
        onClick={() => replay.mutate()}
      >
        {words.replay}
      </Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.discardTitle}
        reversal={words.discardBack}
        verb={words.discard}
        busy={discard.isPending}
        onConfirm={() => discard.mutate()}
      >
        {words.discardText}
      </ConfirmReversal>
    </>
  );
}

function useSettling(id: string, onDone: () => void) {
  const client = useQueryClient();
  const common = {
    onError: (error: unknown) =>
      addToast({ tone: "bad", title: problemOf(error).title, text: problemOf(error).message }),
    onSettled: () => {
      for (const list of ["quarantine", "deliveries", "connections"])
        void client.invalidateQueries({ queryKey: [list] });
      onDone();
    },
  };
  const replay = useMutation({
    ...common,
    mutationFn: () => call<IngestReceipt>("POST", `/v1/quarantine/${id}/replay`),
    onSuccess: ({ accepted, duplicates, quarantined: held }) =>
      addToast(
        held.length > 0
          ? { tone: "bad", title: words.stillHeld, text: held[0]?.reason }
          : { title: words.replayed(accepted, duplicates) },
      ),
  });
  const discard = useMutation({
    ...common,
    mutationFn: () => call("POST", `/v1/quarantine/${id}/discard`),
    onSuccess: () => addToast({ title: words.discarded }),
  });
  return { replay, discard };
}
