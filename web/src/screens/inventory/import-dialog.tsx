/** Imports a file: what it would change, or where it is wrong, is shown before anything is changed. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Imported, InventoryPreview } from "../../../../src/api/contract/inventory.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { TextField } from "../../ui/field.tsx";
import { FileField } from "../../ui/file-field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { addToast } from "../../ui/toast-list.ts";
import { inventory as words } from "../../words/inventory.ts";
import { PreviewOf } from "./preview-of.tsx";

export function ImportDialog({ onClose }: { onClose(): void }) {
  const [text, setText] = useState("");
  const preview = useMutation({
    mutationFn: () => call<InventoryPreview>("POST", "/v1/inventory/preview", { text }),
  });
  const send = useImport(onClose);
  const seen = preview.data;
  const ready = seen !== undefined && seen.faults.length === 0;
  const change = (to: string) => {
    setText(to);
    preview.reset();
  };
  return (
    <FormDialog
      title={words.importTitle}
      description={words.importHint}
      verb={ready ? words.importVerb(seen.entities.length) : words.look}
      busy={preview.isPending || send.isPending}
      disabled={text.trim() === "" || (seen !== undefined && !ready)}
      error={preview.error ?? send.error}
      onSubmit={() => (ready ? send.mutate(seen) : preview.mutate())}
      onClose={onClose}
    >
      <FileField label={words.file} accept=".csv,.json,text/csv,application/json" onText={change} />
      <TextField label={words.orText} value={text} onChange={change} lines={6} optional />
      {seen !== undefined && <PreviewOf preview={seen} />}
    </FormDialog>
  );
}

function useImport(onDone: () => void) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["inventory"] });
  const undo = useMutation({
    mutationFn: ({ importId }: Imported) => call("POST", `/v1/inventory/imports/${importId}/undo`),
    onSuccess: () => {
      addToast({ title: words.undone });
      return refresh();
    },
    onError: (error) => addToast({ tone: "bad", title: problemOf(error).title, text: problemOf(error).message }),
  });
  return useMutation({
    mutationFn: ({ entities }: InventoryPreview) => call<Imported>("POST", "/v1/inventory", { entities }),
    onSuccess: (answer) => {
      addToast({ title: words.done(answer.imported), undo: () => undo.mutate(answer) });
      onDone();
      return refresh();
    },
  });
}
