/** Another name for a saved view. */
import { useState } from "react";
import type { SavedView } from "../../../../src/api/contract/query.ts";
import { useChange } from "../../api/change.ts";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { views as words } from "../../words/settings.ts";
import { moveView } from "./move-view.ts";

export function RenameView({ view, onClose }: { view: SavedView; onClose(): void }) {
  const [name, setName] = useState(view.name);
  const rename = useChange({
    send: () => moveView(view, { name: name.trim() }),
    touches: ["views"],
    said: (made) => words.renamed(made.name),
    after: onClose,
  });
  return (
    <FormDialog
      title={words.renameTitle(view.name)}
      verb={words.rename}
      busy={rename.isPending}
      disabled={name.trim() === "" || name.trim() === view.name}
      error={rename.error}
      onSubmit={() => rename.mutate()}
      onClose={onClose}
    >
      <TextField label={words.name} hint={words.nameHint} value={name} onChange={setName} maxLength={63} autoFocus />
    </FormDialog>
  );
}
