/** Lets everybody know of a restricted incident again. */
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { needToKnow as words } from "../../words/need-to-know.ts";
import type { Detail } from "./incident-detail.ts";

export function OpenDialog({ incident: { id, number }, onClose }: { incident: Detail; onClose(): void }) {
  const open = useChange({
    send: (reason: string) => call("POST", `/v1/incidents/${id}/open`, { reason }),
    touches: ["incident", "counts"],
    said: () => words.opened(number),
    after: onClose,
  });
  return (
    <ConfirmReversal
      open
      onClose={onClose}
      title={words.openTitle(number)}
      reversal={words.openBack}
      verb={words.openVerb}
      reasonLabel={words.why}
      busy={open.isPending}
      error={open.error === null ? "" : problemOf(open.error).message}
      onConfirm={(reason) => open.mutate(reason)}
    >
      {words.openHint}
    </ConfirmReversal>
  );
}
