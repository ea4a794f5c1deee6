/** For a time somebody else is asked: who, until when, and what stands now. */
import { UserRoundPen } from "lucide-react";
import { useState } from "react";
import type { DelegationList } from "../../../../src/api/contract/on-call.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { delegation as words } from "../../words/approvals.ts";
import { ui } from "../../words/ui.ts";
import { AskablePerson } from "../settings/askable-person.tsx";
import { Delegations } from "./delegations.tsx";

export function DelegateButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<UserRoundPen className="size-3.5" aria-hidden />} onClick={() => setOpen(true)}>
        {words.open}
      </Button>
      {open && <DelegateDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function DelegateDialog({ onClose }: { onClose(): void }) {
  const { data: me } = useMe();
  const [to, setTo] = useState("");
  const [hours, setHours] = useState<keyof typeof words.spans>("24");
  const send = useChange<DelegationList>({
    send: () => {
      const until = new Date(Date.now() + Number(hours) * 3_600_000).toISOString();
      return call("POST", "/v1/delegations", { to, until });
    },
    touches: ["delegations"],
    said: () => words.done(to),
    // Whoever was asked in their place before is not asked again by that: the dialog shows who is.
    undo: () => call("POST", "/v1/delegations/end", { person: me?.person }),
    after: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      description={words.description}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button look="primary" disabled={to === ""} busy={send.isPending} onClick={() => send.mutate()}>
            {words.verb}
          </Button>
        </>
      }
    >
      <AskablePerson label={words.to} value={to} onChange={setTo} except={me?.person} />
      <SelectField label={words.until} value={hours} onChange={(to) => setHours(to)} options={optionsOf(words.spans)} />
      {send.error !== null && (
        <p role="alert" className="text-sm text-danger">
          {problemOf(send.error).message}
        </p>
      )}
      <Delegations onEnded={onClose} />
    </Dialog>
  );
}
