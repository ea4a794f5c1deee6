/** Where an incident is not there: an admin may let themselves in, for everybody concerned to see. */
import { useState } from "react";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { ApiError, problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { needToKnow as words } from "../../words/need-to-know.ts";

export function BreakGlass({ of, error }: { of: string; error: unknown }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState(false);
  const enter = useChange({
    send: (reason: string) => call("POST", `/v1/incidents/${encodeURIComponent(of)}/break-glass`, { reason }),
    touches: ["incident", "counts"],
    said: () => words.broken,
    after: () => setAsked(false),
  });
  const missing = error instanceof ApiError && error.status === 404;
  if (!missing || !can(me, "postIncidentsIncidentBreakGlass")) return null;
  return (
    <div className="flex flex-col items-center gap-2 pb-16 text-center">
      <p className="text-sm text-muted">{words.maybe}</p>
      <Button onClick={() => setAsked(true)}>{words.break}</Button>
      <ConfirmReversal
        open={asked}
        onClose={() => setAsked(false)}
        title={words.breakTitle(of)}
        reversal={words.breakBack}
        verb={words.breakVerb}
        reasonLabel={words.why}
        busy={enter.isPending}
        error={enter.error === null ? "" : problemOf(enter.error).message}
        onConfirm={(reason) => enter.mutate(reason)}
      >
        {words.breakHint}
      </ConfirmReversal>
    </div>
  );
}
