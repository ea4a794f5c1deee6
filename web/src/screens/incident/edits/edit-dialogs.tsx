/** The edits of incidents by name, for every screen that offers them under the same keys. */
import { AssignDialog } from "./assign-dialog.tsx";
import { DisposeDialog } from "./dispose-dialog.tsx";
import { EscalateDialog } from "./escalate-dialog.tsx";
import type { Edited } from "./incident-edits.ts";

export type EditKind = "assign" | "dispose" | "escalate";

const DIALOGS = { assign: AssignDialog, dispose: DisposeDialog, escalate: EscalateDialog };

export default function EditDialogs(props: { kind: EditKind; incidents: readonly Edited[]; onClose(): void }) {
  const Shown = DIALOGS[props.kind];
  return <Shown incidents={props.incidents} onClose={props.onClose} />;
}
