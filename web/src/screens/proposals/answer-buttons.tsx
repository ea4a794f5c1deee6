/** A person's word on a proposal: what accepting does is said first, and refusing takes a reason. */
import { useState } from "react";
import type { Proposal } from "../../../../src/model/proposal.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { may, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { proposals as words } from "../../words/proposals.ts";

type Answer = "accept" | "refuse";

export function AnswerButtons({ proposal }: { proposal: Proposal }) {
  const { data: me } = useMe();
  const [asked, setAsked] = useState<Answer | null>(null);
  if (proposal.status !== "open") return null;
  return (
    <span className="ml-auto flex gap-1.5">
      {may(me, proposal.kind === "playbook" ? "engineer" : "analyst") && (
        <Button onClick={() => setAsked("accept")}>{words.accept}</Button>
      )}
      {may(me, "analyst", "engineer") && <Button onClick={() => setAsked("refuse")}>{words.refuse}</Button>}
      {asked !== null && <AnswerDialog proposal={proposal} answer={asked} onClose={() => setAsked(null)} />}
    </span>
  );
}

function AnswerDialog({ proposal, answer, onClose }: { proposal: Proposal; answer: Answer; onClose(): void }) {
  const [typed, setTyped] = useState("");
  const [reason, accepts] = [typed.trim(), answer === "accept"];
  const send = useChange({
    send: () => call("POST", `/v1/proposals/${proposal.id}/${answer}`, reason === "" ? {} : { reason }),
    touches: ["proposals", "incident", "counts"],
    said: () => (accepts ? words.accepted : words.refused),
    after: onClose,
  });
  return (
    <FormDialog
      title={accepts ? words.acceptTitle : words.refuseTitle}
      description={accepts ? whatItDoes(proposal) : words.refuseHint}
      verb={accepts ? words.acceptVerb : words.refuseVerb}
      busy={send.isPending}
      disabled={!accepts && reason === ""}
      error={send.error}
      onSubmit={() => send.mutate()}
      onClose={onClose}
    >
      <TextField
        label={words.reason}
        value={typed}
        onChange={setTyped}
        lines={3}
        maxLength={2000}
        optional={accepts}
        autoFocus
      />
    </FormDialog>
  );
}

function whatItDoes({ kind }: Proposal): string {
  if (kind === "disposition") return words.does.disposition;
  return kind === "playbook" || kind === "filter" ? words.does.nothing : words.does.comment;
}
