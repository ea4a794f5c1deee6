/** Before something that hurts: what will happen, how it is undone, and why it is done, which the record keeps. */
import { Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ui } from "../words/ui.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { TextField } from "./field.tsx";

export interface ConfirmReversalProps {
  open: boolean;
  onClose(): void;
  title: string;
  /** What will happen, exactly. */
  children: ReactNode;
  /** How it is undone; null where nothing undoes it. */
  reversal: string | null;
  verb: string;
  /** What the reason is asked with; no reason is asked without it. */
  reasonLabel?: string;
  busy?: boolean;
  /** What has to be said besides, between what happens and why. */
  fields?: ReactNode;
  /** Not everything that has to be said is. */
  disabled?: boolean;
  wide?: boolean;
  /** Why it did not work; empty while it may. */
  error?: string;
  onConfirm(reason: string): void;
}

export function ConfirmReversal(props: ConfirmReversalProps) {
  const [reason, setReason] = useState("");
  const { reasonLabel } = props;
  const missing = props.disabled === true || (reasonLabel !== undefined && reason.trim() === "");
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      description={props.children}
      wide={props.wide ?? false}
      actions={
        <>
          <Button onClick={props.onClose}>{ui.cancel}</Button>
          <Button
            look="danger"
            busy={props.busy ?? false}
            disabled={missing}
            onClick={() => props.onConfirm(reason.trim())}
          >
            {props.verb}
          </Button>
        </>
      }
    >
      {props.fields}
      <Reversal text={props.reversal} />
      {reasonLabel !== undefined && (
        <TextField label={reasonLabel} value={reason} onChange={setReason} lines={3} maxLength={2000} autoFocus />
      )}
      {props.error !== undefined && props.error !== "" && (
        <p role="alert" className="text-sm text-danger">
          {props.error}
        </p>
      )}
    </Dialog>
  );
}

/** How something is undone, for dialogs that ask more than this one does. */
export function Reversal({ text }: { text: string | null }) {
  return (
    <p className="flex items-start gap-2 rounded-md bg-sunken p-2.5 text-sm">
      <Undo2 className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
      <span>
        <span className="font-medium">{ui.reversal}: </span>
        {text ?? ui.noReversal}
      </span>
    </p>
  );
}
