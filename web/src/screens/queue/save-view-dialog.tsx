/** A name for what is shown now. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { addToast } from "../../ui/toast.tsx";
import { edits } from "../../words/incident-edits.ts";
import { queue } from "../../words/queue.ts";
import { ui } from "../../words/ui.ts";
import { filterOf, type QueueSearch } from "./queue-search.ts";
import { viewNameOf } from "./view-name.ts";

export function SaveViewDialog({ search, onClose }: { search: QueueSearch; onClose(): void }) {
  const [typed, setTyped] = useState("");
  const name = viewNameOf(typed);
  const [shared, setShared] = useState(false);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => {
      const view = { name, kind: "incidents", shared, filter: filterOf(search), q: search.q ?? "" };
      return call("POST", "/v1/views", { ...view, sort: search.sort ?? "newest" });
    },
    onSuccess: () => {
      addToast({ title: queue.viewSaved(name) });
      onClose();
      return client.invalidateQueries({ queryKey: ["views"] });
    },
  });
  const error = save.error === null ? undefined : problemOf(save.error).message;
  return (
    <Dialog
      open
      onClose={onClose}
      title={queue.saveViewTitle}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button look="primary" disabled={name === ""} busy={save.isPending} onClick={() => save.mutate()}>
            {edits.dispose.verb}
          </Button>
        </>
      }
    >
      <TextField
        label={queue.viewName}
        hint={name === "" || name === typed.trim() ? queue.viewNameHint : queue.viewNamed(name)}
        error={error}
        value={typed}
        onChange={setTyped}
        autoFocus
      />
      <CheckField label={queue.viewShared} value={shared} onChange={setShared} />
    </Dialog>
  );
}
