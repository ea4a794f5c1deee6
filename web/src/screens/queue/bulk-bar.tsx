/** What can be done with the incidents that are chosen. */
import { Button } from "../../ui/button.tsx";
import { type Marks, useMark } from "../../ui/marks.ts";
import { queue } from "../../words/queue.ts";
import type { EditKind } from "../incident/edits/edit-dialogs.tsx";
import { EditButtons } from "./edit-buttons.tsx";

export function BulkBar({ marks, onEdit }: { marks: Marks; onEdit(kind: EditKind): unknown }) {
  const count = useMark(marks, marks.chosenCount);
  if (count === 0) return null;
  return (
    <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line bg-chosen px-4">
      <span className="text-sm font-medium" role="status">
        {queue.chosen(count)}
      </span>
      <EditButtons onEdit={onEdit} />
      <Button look="quiet" className="ml-auto" keys="escape" onClick={marks.chooseNone}>
        {queue.unchoose}
      </Button>
    </div>
  );
}
