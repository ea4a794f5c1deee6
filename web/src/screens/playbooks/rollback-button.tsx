/** The way back to what was in force before, or out of a trial. */
import { Undo2 } from "lucide-react";
import { useState } from "react";
import type { StandingVersion } from "../../../../src/api/contract/version.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { versions as words } from "../../words/playbooks.ts";
import { useMove } from "./use-moves.ts";

export function RollbackButton({ name, versions }: { name: string; versions: readonly StandingVersion[] }) {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  const move = useMove(name, words.back.done(name), () => setOpen(false));
  const trial = versions.find(({ share, status }) => share !== null && status !== "in-force");
  const before =
    versions.some(({ status }) => status === "retired") && versions.some(({ status }) => status === "in-force");
  if ((trial === undefined && !before) || !can(me, "postPlaybooksNameRollback")) return null;
  return (
    <>
      <Button icon={<Undo2 className="size-3.5" aria-hidden />} onClick={() => setOpen(true)}>
        {words.rollback}
      </Button>
      {open && (
        <ConfirmReversal
          open
          onClose={() => setOpen(false)}
          title={words.back.title(name)}
          reversal={words.back.reversal}
          verb={words.back.verb}
          reasonLabel={words.back.reason}
          busy={move.isPending}
          error={move.error === null ? "" : problemOf(move.error).message}
          onConfirm={(reason) => move.mutate({ kind: "rollback", reason })}
        >
          {trial === undefined ? words.back.force : words.back.trial(trial.number)}
        </ConfirmReversal>
      )}
    </>
  );
}
