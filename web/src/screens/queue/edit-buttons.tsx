/** What is changed from the queue, with its keys: of one incident, or of all that are chosen. */
import { Button } from "../../ui/button.tsx";
import { queue } from "../../words/queue.ts";
import type { EditKind } from "../incident/edits/edit-dialogs.tsx";

/** `owner`: who has it now, said in place of the word. */
export function EditButtons({ owner = null, onEdit }: { owner?: string | null; onEdit(kind: EditKind): unknown }) {
  return (
    <>
      <Button keys="a" onClick={() => onEdit("assign")}>
        {owner ?? queue.actions.assign}
      </Button>
      <Button keys="d" onClick={() => onEdit("dispose")}>
        {queue.actions.dispose}
      </Button>
      <Button keys="e" onClick={() => onEdit("escalate")}>
        {queue.actions.escalate}
      </Button>
    </>
  );
}
