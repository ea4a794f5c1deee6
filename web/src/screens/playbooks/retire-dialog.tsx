/** A playbook taken out of force, or a version that waits withdrawn. */
import { problemOf } from "../../api/problem.ts";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { versions } from "../../words/playbooks.ts";
import { useMove } from "./use-moves.ts";

const words = versions.end;

export function RetireDialog({ name, number, onClose }: { name: string; number: number; onClose(): void }) {
  const which = `${name}@${number}`;
  const move = useMove(name, words.done(which), onClose);
  return (
    <ConfirmReversal
      open
      onClose={onClose}
      title={words.title(which)}
      reversal={words.reversal}
      verb={words.verb}
      reasonLabel={words.reason}
      busy={move.isPending}
      error={move.error === null ? "" : problemOf(move.error).message}
      onConfirm={(reason) => move.mutate({ kind: "retire", number, reason })}
    >
      {words.does}
    </ConfirmReversal>
  );
}
