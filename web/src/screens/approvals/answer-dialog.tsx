/** The last look before an answer: the effect once more, what the answer does, and why it is given. */
import { useState } from "react";
import type { ApprovalDetail } from "../../../../src/api/contract/approval.ts";
import { useFreezesInForce } from "../../api/freezes.ts";
import { useKeys } from "../../app/keys.ts";
import { Button } from "../../ui/button.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { approvals as words } from "../../words/approvals.ts";
import { ui } from "../../words/ui.ts";
import { Held } from "./held.tsx";
import { heldBy } from "./held-by.ts";
import { quorumOf } from "./who-may.ts";

export type Verb = "approve" | "refuse";

export interface AnswerDialogProps {
  approval: ApprovalDetail;
  verb: Verb;
  busy: boolean;
  /** Why it did not work; empty while it may. */
  error: string;
  /** What came before the answer while it was written; empty while nothing did. */
  late: string;
  onClose(): void;
  onAnswer(text: string): void;
}

export function AnswerDialog(props: AnswerDialogProps) {
  return props.late === "" ? <Answering {...props} /> : <TooLate {...props} />;
}

/** It would vanish otherwise, as if it had been answered. */
function TooLate({ approval, late, onClose }: AnswerDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.lateTitle}
      description={<Defanged text={approval.words.what} />}
      actions={<Button onClick={onClose}>{ui.close}</Button>}
    >
      <p role="alert" className="rounded-md bg-sunken p-2.5 text-sm">
        {late}
      </p>
    </Dialog>
  );
}

function Answering({ approval, verb, busy, error, onClose, onAnswer }: AnswerDialogProps) {
  const [text, setText] = useState("");
  const held = heldBy(useFreezesInForce(), approval.effect);
  const [yes, trimmed] = [verb === "approve", text.trim()];
  const ready = yes || trimmed !== "";
  const answer = () => {
    if (ready && !busy) onAnswer(trimmed);
  };
  useKeys(words.title, [{ keys: "mod+enter", words: words.keys.confirm, run: answer, always: true }]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={yes ? words.approveTitle : words.refuseTitle}
      description={<Defanged text={approval.words.what} />}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button look={yes ? "primary" : "danger"} keys="mod+enter" disabled={!ready} busy={busy} onClick={answer}>
            {yes ? words.approveVerb : words.refuseVerb}
          </Button>
        </>
      }
    >
      <div className="rounded-md bg-sunken p-2.5 text-sm">
        <p>{yes ? words.afterYes(quorumOf(approval).left - 1, held !== undefined) : words.afterNo}</p>
        {yes && held !== undefined && <Held freeze={held} />}
        {yes && (
          <p className="mt-1">
            <span className="font-medium">{words.facts.howLong}: </span>
            <Defanged text={approval.words.howLong} />
          </p>
        )}
      </div>
      <TextField
        label={yes ? words.comment : words.reason}
        hint={yes ? undefined : words.reasonHint}
        optional={yes}
        value={text}
        onChange={setText}
        lines={3}
        maxLength={4000}
        autoFocus
      />
      {error !== "" && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </Dialog>
  );
}
