/** A version given a share of the incidents, step by step: as a shadow first, then some of them, then all. */
import { useState } from "react";
import { problemOf } from "../../api/problem.ts";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { versions } from "../../words/playbooks.ts";
import { ChangeList } from "./change-list.tsx";
import { useMove } from "./use-moves.ts";

const words = versions.promotion;
type Choice = keyof typeof words.shares;

interface PromoteDialogProps {
  name: string;
  number: number;
  /** A version is in force that it can stand beside. */
  beside: boolean;
  onClose(): void;
}

export function PromoteDialog({ name, number, beside, onClose }: PromoteDialogProps) {
  const [choice, setChoice] = useState<Choice>(beside ? "shadow" : "100");
  const which = `${name}@${number}`;
  const move = useMove(name, words.done(which), onClose);
  const share = choice === "shadow" ? choice : Number(choice);
  return (
    <ConfirmReversal
      open
      wide
      onClose={onClose}
      title={words.title(which)}
      reversal={choice === "100" ? words.reversal.all : words.reversal.trial}
      verb={words.verb}
      busy={move.isPending}
      error={move.error === null ? "" : problemOf(move.error).message}
      onConfirm={() => move.mutate({ kind: "promote", number, share })}
      fields={
        <>
          <SelectField<Choice>
            label={words.share}
            value={choice}
            options={optionsOf(words.shares).filter(({ value }) => beside || value === "100")}
            onChange={setChoice}
          />
          {beside && <ChangeList request={{ name, to: number }} />}
        </>
      }
    >
      {share === "shadow" ? words.does.shadow : share === 100 ? words.does.all : words.does.share(share)}
    </ConfirmReversal>
  );
}
