/** The incident with the cursor, beside the list. */
import { useDeferredValue } from "react";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { type Marks, useMark } from "../../ui/marks.ts";
import type { EditKind } from "../incident/edits/edit-dialogs.tsx";
import { Preview } from "./preview.tsx";

interface PreviewOfCursorProps {
  rows: readonly IncidentSummary[];
  marks: Marks;
  onClose(): void;
  onOpen(incident: IncidentSummary): void;
  onEdit(kind: EditKind): void;
}

export function PreviewOfCursor({ rows, marks, ...acts }: PreviewOfCursorProps) {
  const current = useMark(marks, marks.current);
  // The row is lit at once; the preview follows when there is time for it.
  const previewed = useDeferredValue(rows.find(({ id }) => id === current));
  return previewed !== undefined && <Preview incident={previewed} {...acts} />;
}
