/** Puts somebody in the order of a queue. */
import { useState } from "react";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { settings, onCall as words } from "../../words/settings.ts";
import { AskablePerson } from "./askable-person.tsx";
import { momentOf } from "./moment-of.ts";

export function PutOnCall() {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  if (!can(me, "postOnCall")) return null;
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {words.add}
      </Button>
      {open && <PutDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function PutDialog({ onClose }: { onClose(): void }) {
  const [typed, setTyped] = useState({ queue: "", person: "", place: "1", from: "", until: "" });
  const set = (key: keyof typeof typed) => (to: string) => setTyped({ ...typed, [key]: to });
  const { queue, person, place, from, until } = typed;
  const put = useChange({
    send: () =>
      call("POST", "/v1/on-call", {
        queue: queue.trim(),
        person,
        place: Number(place),
        from: momentOf(from),
        until: momentOf(until),
      }),
    touches: ["on-call"],
    said: () => words.added(person),
    after: onClose,
  });
  return (
    <FormDialog
      title={words.add}
      verb={words.addVerb}
      busy={put.isPending}
      disabled={queue.trim() === "" || person === "" || place === ""}
      error={put.error}
      onSubmit={() => put.mutate()}
      onClose={onClose}
    >
      <TextField label={words.queue} hint={words.queueHint} value={queue} onChange={set("queue")} autoFocus />
      <AskablePerson label={words.person} value={person} onChange={set("person")} />
      <TextField label={words.place} hint={words.placeHint} type="number" value={place} onChange={set("place")} />
      <TextField
        label={words.from}
        hint={words.fromHint}
        type="datetime-local"
        value={from}
        onChange={set("from")}
        optional
      />
      <TextField
        label={settings.until}
        hint={words.untilHint}
        type="datetime-local"
        value={until}
        onChange={set("until")}
        optional
      />
    </FormDialog>
  );
}
