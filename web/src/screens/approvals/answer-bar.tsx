/** Yes and no, always in reach at the foot of the approval; what either does is said before it is done. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useState } from "react";
import type { ApprovalDetail } from "../../../../src/api/contract/approval.ts";
import { call } from "../../api/client.ts";
import { useFreezesInForce } from "../../api/freezes.ts";
import { problemOf } from "../../api/problem.ts";
import { useMe } from "../../api/session.ts";
import { useAddress } from "../../app/address.ts";
import { useKeys } from "../../app/keys.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/classes.ts";
import { addToast } from "../../ui/toast.tsx";
import { approvals as words } from "../../words/approvals.ts";
import { AnswerDialog, type Verb } from "./answer-dialog.tsx";
import { heldBy } from "./held-by.ts";
import { mayAnswer } from "./who-may.ts";

export function AnswerBar({ approval }: { approval: ApprovalDetail }) {
  const { data: me } = useMe();
  const [verb, setVerb] = useState<Verb | null>(null);
  const [, setAddress] = useAddress();
  // Named in the address from now on: what the list does meanwhile takes it from under nobody's hands.
  const begin = (one: Verb) => {
    setAddress({ id: approval.id }, { replace: true });
    setVerb(one);
  };
  const held = heldBy(useFreezesInForce(), approval.effect) !== undefined;
  const answer = useAnswer(approval, held, () => setVerb(null));
  const may = me === undefined ? { yes: false, no: false, why: "" } : mayAnswer(approval, me);
  useKeys(words.title, [
    ...(may.yes ? [{ keys: "y", words: words.keys.approve, run: () => begin("approve"), asks: true }] : []),
    ...(may.no ? [{ keys: "n", words: words.keys.refuse, run: () => begin("refuse"), asks: true }] : []),
  ]);
  const dialog = verb !== null && (
    <AnswerDialog
      {...{ approval, verb }}
      busy={answer.isPending}
      late={answer.isPending ? "" : lateWords(approval)}
      error={answer.error === null ? "" : problemOf(answer.error).message}
      onClose={() => {
        answer.reset();
        setVerb(null);
      }}
      onAnswer={(text) => answer.mutate({ verb, text })}
    />
  );
  // What was being answered while it was decided is said in the dialog.
  return (
    <>
      {approval.status === "pending" && (
        <footer className="flex flex-wrap items-center gap-2 border-t border-line bg-panel px-4 py-2.5">
          <p className={cx("flex-1 text-xs text-muted", may.why === "" ? "max-md:hidden" : "min-w-40")}>{may.why}</p>
          {may.no && (
            <Button
              look="danger"
              keys="n"
              className="max-md:h-10 max-md:flex-1"
              icon={<X className="size-3.5" aria-hidden />}
              onClick={() => begin("refuse")}
            >
              {words.refuse}
            </Button>
          )}
          {may.yes && (
            <Button
              look="primary"
              keys="y"
              className="max-md:h-10 max-md:flex-1"
              icon={<Check className="size-3.5" aria-hidden />}
              onClick={() => begin("approve")}
            >
              {words.approve}
            </Button>
          )}
        </footer>
      )}
      {dialog}
    </>
  );
}

/** What was said, or happened, before this answer was given. */
function lateWords({ status, decidedBy }: ApprovalDetail): string {
  if (status === "pending") return "";
  return words.late[status](decidedBy === null ? null : actorName(decidedBy));
}

function useAnswer({ id, argsHash }: ApprovalDetail, held: boolean, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, text }: { verb: Verb; text: string }) =>
      call<ApprovalDetail>("POST", `/v1/approvals/${id}/${verb}`, {
        argsHash,
        ...(verb === "refuse" ? { reason: text } : text === "" ? {} : { comment: text }),
      }),
    onSuccess: (after) => {
      client.setQueryData(["approval", id], after);
      void client.invalidateQueries({ queryKey: ["approvals"] });
      const title =
        after.status === "approved"
          ? held
            ? words.doneHeld
            : words.done
          : after.status === "denied"
            ? words.saidNo
            : words.saidYes;
      addToast({ title, text: after.words.what });
      onDone();
    },
    // What went wrong may be that somebody was faster: then what is shown is old.
    onError: () => void client.invalidateQueries({ queryKey: ["approval", id] }),
  });
}
