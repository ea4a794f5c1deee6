/** The incident with the cursor, beside the list. Made once, out of sight and when there is time; opening it shows what is there, with another incident in it. */
import { Activity, useRef } from "react";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { type Marks, useMark } from "../../ui/marks.ts";
import type { EditKind } from "../incident/edits/edit-dialogs.tsx";
import { Preview } from "./preview.tsx";

interface PreviewOfCursorProps {
  rows: readonly IncidentSummary[];
  marks: Marks;
  shown: boolean;
  onClose(): void;
  onOpen(incident: IncidentSummary): void;
  /** Null where incidents are only read. */
  onEdit: ((kind: EditKind, incidents: readonly IncidentSummary[]) => unknown) | null;
}

/** It is drawn with the row that is lit: the browser holds back what waits for a free moment as long as keys come. */
export function PreviewOfCursor({ rows, marks, shown, ...acts }: PreviewOfCursorProps) {
  const current = useMark(marks, () => (shown ? marks.current() : undefined));
  const row = rows.find(({ id }) => id === current);
  const last = useRef(row);
  last.current = row ?? last.current ?? rows[0];
  return (
    last.current !== undefined && (
      <Activity mode={row === undefined ? "hidden" : "visible"}>
        <Preview incident={last.current} {...acts} />
      </Activity>
    )
  );
}
