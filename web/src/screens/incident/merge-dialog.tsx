/** The same thing twice: this incident becomes a part of another. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { TextField } from "../../ui/field.tsx";
import { addToast } from "../../ui/toast.tsx";
import { incident as words } from "../../words/incident.ts";
import { EditDialog } from "./edits/edit-dialog.tsx";
import type { Detail } from "./incident-detail.ts";
import { undoOf } from "./undo-move.ts";

export function MergeDialog({ incident, onClose }: { incident: Detail; onClose(): void }) {
  const [into, setInto] = useState("");
  const client = useQueryClient();
  const navigate = useNavigate();
  const show = ({ number }: Pick<Detail, "number">) => void navigate({ to: `/incidents/${number}` as "/" });
  const merge = useMutation({
    mutationFn: (reason: string) =>
      call<Detail>("POST", `/v1/incidents/${incident.id}/merge`, { into: into.trim().replace(/^#/, ""), reason }),
    onSuccess: (stayed) => {
      addToast({ title: words.merge.done(stayed.number), undo: undoOf(stayed, client, show) });
      onClose();
      show(stayed);
      return client.invalidateQueries({ queryKey: ["incident"] });
    },
  });
  return (
    <EditDialog
      title={words.merge.title(incident.number)}
      verb={words.merge.verb}
      busy={merge.isPending}
      incomplete={into.trim() === ""}
      onClose={onClose}
      onSubmit={(reason) => merge.mutate(reason)}
    >
      <TextField
        label={words.merge.into}
        value={into}
        onChange={setInto}
        error={merge.error === null ? undefined : problemOf(merge.error).message}
        autoFocus
      />
    </EditDialog>
  );
}
