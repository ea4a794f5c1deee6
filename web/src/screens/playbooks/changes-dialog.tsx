/** What a version changes, beside the one in force. */
import { Dialog } from "../../ui/dialog.tsx";
import { versions } from "../../words/playbooks.ts";
import { ChangeList } from "./change-list.tsx";

export function ChangesDialog({ name, to, onClose }: { name: string; to: number; onClose(): void }) {
  return (
    <Dialog open wide onClose={onClose} title={versions.changes.title(to)}>
      <ChangeList request={{ name, to }} />
      <div className="h-2" />
    </Dialog>
  );
}
