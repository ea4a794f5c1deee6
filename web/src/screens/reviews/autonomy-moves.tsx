/** Gives a playbook more freedom, or takes it back. */
import { useState } from "react";
import type { Standing } from "../../../../src/api/contract/autonomy.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { useTypeName } from "../../api/type-names.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { autonomy as words } from "../../words/reviews.ts";

export function Moves({ standing }: { standing: Standing }) {
  const { data: me } = useMe();
  const { playbook, incidentType, stage, offered, proposedBy } = standing;
  const type = useTypeName()(incidentType);
  const title = usePlaybookTitle()(playbook);
  const [asked, setAsked] = useState<"promote" | "demote" | null>(null);
  const move = useChange({
    send: (reason: string) => call("POST", `/v1/autonomy/${asked ?? "demote"}`, { incidentType, playbook, reason }),
    touches: ["autonomy", "decisions"],
    said: () => (asked === "promote" ? words.promoted(title) : words.demoted(title)),
    after: () => setAsked(null),
  });
  const up = asked === "promote";
  return (
    <>
      {stage !== "act" && (offered !== null || proposedBy !== null) && can(me, "postAutonomyPromote") && (
        <Button look="quiet" aria-label={words.promoteLabel(title, type)} onClick={() => setAsked("promote")}>
          {words.promote}
        </Button>
      )}
      {stage !== "shadow" && can(me, "postAutonomyDemote") && (
        <Button look="quiet" aria-label={words.demoteLabel(title, type)} onClick={() => setAsked("demote")}>
          {words.demote}
        </Button>
      )}
      <ConfirmReversal
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={up ? words.promoteTitle(title) : words.demoteTitle(title)}
        reversal={up ? words.promoteBack : words.demoteBack}
        verb={up ? words.promote : words.demote}
        reasonLabel={words.reason}
        busy={move.isPending}
        error={move.error === null ? "" : problemOf(move.error).message}
        onConfirm={(reason) => move.mutate(reason)}
      >
        {up ? words.promoteHint : words.demoteHint}
      </ConfirmReversal>
    </>
  );
}
