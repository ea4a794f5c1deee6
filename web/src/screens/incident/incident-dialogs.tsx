/** The dialogs of an incident by name. */

import { CloseDialog } from "./close-dialog.tsx";
import { AssignDialog } from "./edits/assign-dialog.tsx";
import { DisposeDialog } from "./edits/dispose-dialog.tsx";
import { EscalateDialog } from "./edits/escalate-dialog.tsx";
import type { IncidentDialog } from "./incident-actions.tsx";
import type { Detail } from "./incident-detail.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import { NoteDialog } from "./note-dialog.tsx";
import { OpenDialog } from "./open-dialog.tsx";
import { RestrictDialog } from "./restrict-dialog.tsx";
import { SplitDialog } from "./split-dialog.tsx";

export default function IncidentDialogs(props: { dialog: IncidentDialog; incident: Detail; onClose(): void }) {
  const { dialog, incident, onClose } = props;
  const incidents = [incident];
  if (dialog === "assign") return <AssignDialog {...{ incidents, onClose }} />;
  if (dialog === "dispose") return <DisposeDialog {...{ incidents, onClose }} />;
  if (dialog === "escalate") return <EscalateDialog {...{ incidents, onClose }} />;
  if (dialog === "close") return <CloseDialog {...{ incident, onClose }} />;
  if (dialog === "merge") return <MergeDialog {...{ incident, onClose }} />;
  if (dialog === "split") return <SplitDialog {...{ incident, onClose }} />;
  if (dialog === "restrict") return <RestrictDialog {...{ incident, onClose }} />;
  if (dialog === "open") return <OpenDialog {...{ incident, onClose }} />;
  return <NoteDialog {...{ incident, onClose }} />;
}
