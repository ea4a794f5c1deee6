/** The handover note: written from what is known, changed by whoever hands over, copied or kept as a comment. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useCapabilityTitle } from "../../api/capabilities.ts";
import { call } from "../../api/client.ts";
import { may, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { addToast } from "../../ui/toast.tsx";
import { incident as words } from "../../words/incident.ts";
import { ui } from "../../words/ui.ts";
import { sayable } from "./edits/incident-edits.ts";
import { handoverNote } from "./handover-note.ts";
import type { Detail } from "./incident-detail.ts";

export function NoteDialog({ incident, onClose }: { incident: Detail; onClose(): void }) {
  const { data: me } = useMe();
  const titled = useCapabilityTitle();
  const [written, setText] = useState<string | null>(null);
  const text = written ?? handoverNote(incident, titled);
  const client = useQueryClient();
  const comment = useMutation({
    mutationFn: () => call("POST", `/v1/incidents/${incident.id}/comments`, { body: text }),
    onSuccess: () => {
      addToast({ title: words.comment.sent });
      onClose();
      return client.invalidateQueries({ queryKey: ["incident"] });
    },
    onError: (error) => addToast({ ...sayable(error), tone: "bad" }),
  });
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => addToast({ title: ui.copied }),
      (error) => addToast({ ...sayable(error), tone: "bad" }),
    );
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={words.note.title}
      actions={
        <>
          <Button onClick={copy}>{words.note.copy}</Button>
          {may(me, "analyst") && (
            <Button look="primary" busy={comment.isPending} onClick={() => comment.mutate()}>
              {words.note.asComment}
            </Button>
          )}
        </>
      }
    >
      <TextField label={words.note.label} value={text} onChange={setText} lines={18} maxLength={20_000} />
    </Dialog>
  );
}
