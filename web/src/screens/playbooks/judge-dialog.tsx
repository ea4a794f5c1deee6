/** A second person's word on a version. */
import { problemOf } from "../../api/problem.ts";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { versions as words } from "../../words/playbooks.ts";
import { useMove } from "./use-moves.ts";

interface JudgeDialogProps {
  name: string;
  number: number;
  verdict: "approve" | "reject";
  onClose(): void;
}

export function JudgeDialog({ name, number, verdict, onClose }: JudgeDialogProps) {
  const { judge } = words;
  const which = `${name}@${number}`;
  const yes = verdict === "approve";
  const move = useMove(name, yes ? judge.approved(which) : judge.rejected(which), onClose);
  return (
    <ConfirmReversal
      open
      onClose={onClose}
      title={judge[verdict](which)}
      reversal={yes ? judge.approveReversal : judge.rejectReversal}
      verb={words[verdict]}
      reasonLabel={yes ? judge.comment : judge.why}
      busy={move.isPending}
      error={move.error === null ? "" : problemOf(move.error).message}
      onConfirm={(comment) => move.mutate({ kind: verdict, number, comment })}
    >
      {yes ? judge.approveDoes : judge.rejectDoes}
    </ConfirmReversal>
  );
}
