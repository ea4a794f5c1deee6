/** For a time somebody else is asked: who, until when, and what stands now. */
import { useQuery } from "@tanstack/react-query";
import { UserRoundPen } from "lucide-react";
import { useState } from "react";
import type { DelegationList, OnCallList } from "../../../../src/api/contract/on-call.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Combobox } from "../../ui/combobox.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { optionsOf, SelectField } from "../../ui/select.tsx";
import { delegation as words } from "../../words/approvals.ts";
import { ui } from "../../words/ui.ts";
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
  const { data: onCall } = useQuery({
    queryKey: ["on-call"],
    queryFn: ({ signal }) => read<OnCallList>("/v1/on-call", {}, signal),
  });
  const people = new Set([...(onCall?.items ?? []), ...(onCall?.contacts ?? [])].map(({ person }) => person));
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
      <Combobox
        label={words.to}
        value={to}
        onChange={setTo}
        free
        options={[...people]
          .filter((person) => person !== me?.person)
          .map((person) => ({ value: person, label: person }))}
      />
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
