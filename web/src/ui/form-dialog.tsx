/** A dialog that is one form: filled in, sent, and open until it worked. */
import { type ReactNode, useId } from "react";
import { ui } from "../words/ui.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Wrong } from "./wrong.tsx";

export interface FormDialogProps {
  title: string;
  description?: ReactNode;
  verb: string;
  busy: boolean;
  /** Not everything that has to be said is. */
  disabled?: boolean;
  error: unknown;
  onSubmit(): void;
  onClose(): void;
  children: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const form = useId();
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      description={props.description}
      actions={
        <>
          <Button onClick={props.onClose}>{ui.cancel}</Button>
          <Button type="submit" form={form} look="primary" busy={props.busy} disabled={props.disabled}>
            {props.verb}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        {props.children}
        <Wrong error={props.error} />
      </form>
    </Dialog>
  );
}
