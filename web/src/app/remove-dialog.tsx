/** Before something is removed: what that means, and how to have it again. */
import { useChange } from "../api/change.ts";
import { call } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { ConfirmReversal } from "../ui/confirm-reversal.tsx";

interface RemoveDialogProps {
  path: `/v1/${string}`;
  /** What is read again then. */
  touches: readonly string[];
  title: string;
  does: string;
  /** Null where nothing brings it back. */
  reversal: string | null;
  verb: string;
  done: string;
  onRemoved?(): void;
  onClose(): void;
}

export function RemoveDialog(props: RemoveDialogProps) {
  const remove = useChange({
    send: () => call("DELETE", props.path),
    touches: props.touches,
    said: () => props.done,
    after: () => {
      props.onClose();
      props.onRemoved?.();
    },
  });
  return (
    <ConfirmReversal
      open
      onClose={props.onClose}
      title={props.title}
      reversal={props.reversal}
      verb={props.verb}
      busy={remove.isPending}
      error={remove.error === null ? "" : problemOf(remove.error).message}
      onConfirm={() => remove.mutate()}
    >
      {props.does}
    </ConfirmReversal>
  );
}
