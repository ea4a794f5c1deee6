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
  onConfirm(reason: string): void;
}

export function ConfirmReversal(props: ConfirmReversalProps) {
  const [reason, setReason] = useState("");
  const { reasonLabel } = props;
  const missing = reasonLabel !== undefined && reason.trim() === "";
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      description={props.children}
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
      <p className="flex items-start gap-2 rounded-md bg-sunken p-2.5 text-sm">
        <Undo2 className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
        <span>
          <span className="font-medium">{ui.reversal}: </span>
          {props.reversal ?? ui.noReversal}
        </span>
      </p>
      {reasonLabel !== undefined && (
        <TextField label={reasonLabel} value={reason} onChange={setReason} lines={3} maxLength={2000} autoFocus />
      )}
    </Dialog>
  );
}
