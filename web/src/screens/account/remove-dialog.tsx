/** Before one's own second factor is removed: what that means, and how to have one again. */
import { useMutation } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { addToast } from "../../ui/toast-list.ts";
import { account } from "../../words/account.ts";

interface RemoveDialogProps {
  path: `/v1/me/${string}`;
  title: string;
  does: string;
  reversal: string;
  done: string;
  onRemoved(): void;
  onClose(): void;
}

export function RemoveDialog({ path, title, does, reversal, done, onRemoved, onClose }: RemoveDialogProps) {
  const remove = useMutation({
    mutationFn: () => call("DELETE", path),
    onSuccess: () => {
      onClose();
      addToast({ title: done });
      onRemoved();
    },
  });
  return (
    <ConfirmReversal
      open
      onClose={onClose}
      title={title}
      reversal={reversal}
      verb={account.remove}
      busy={remove.isPending}
      error={remove.error === null ? "" : problemOf(remove.error).message}
      onConfirm={() => remove.mutate()}
    >
      {does}
    </ConfirmReversal>
  );
}
