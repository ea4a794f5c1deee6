/** The frame of an edit: what is changed, why, and who is told no. */
import { type ReactNode, useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { Defanged } from "../../../ui/defanged.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { edits } from "../../../words/incident-edits.ts";
import { ui } from "../../../words/ui.ts";
import type { Edited } from "./incident-edits.ts";

interface EditDialogProps {
  title: string;
  /** The incidents that it is about, said in so many words: one by its title, several by their numbers. */
  about?: readonly Edited[];
  verb: string;
  busy: boolean;
  /** Something besides the reason is missing. */
  incomplete?: boolean;
  /** The reason that is taken when none is written; without one it has to be. */
  usualReason?: string;
  onClose(): void;
  onSubmit(reason: string): void;
  children: ReactNode;
}

export function EditDialog(props: EditDialogProps) {
  const [written, setWritten] = useState("");
  const { usualReason } = props;
  const reason = written.trim() || usualReason || "";
  const ready = reason !== "" && props.incomplete !== true && !props.busy;
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      description={props.about && <About incidents={props.about} />}
      actions={
        <>
          <Button onClick={props.onClose}>{ui.cancel}</Button>
          <Button look="primary" busy={props.busy} disabled={!ready} onClick={() => props.onSubmit(reason)}>
            {props.verb}
          </Button>
        </>
      }
    >
      <form onSubmit={(event) => event.preventDefault()}>
        {props.children}
        <TextField
          label={edits.reason}
          hint={edits.reasonHint}
          value={written}
          onChange={setWritten}
          lines={3}
          maxLength={4000}
          optional={usualReason !== undefined}
          placeholder={usualReason}
        />
      </form>
    </Dialog>
  );
}

function About({ incidents }: { incidents: readonly Edited[] }) {
  const [first] = incidents;
  return incidents.length === 1 && first !== undefined ? (
    <Defanged text={first.title} />
  ) : (
    edits.which(incidents.map(({ number }) => number))
  );
}
