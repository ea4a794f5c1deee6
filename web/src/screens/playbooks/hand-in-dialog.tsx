/** Before a version is handed in: what it changes, and that nothing comes in force by it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { addToast } from "../../ui/toast.tsx";
import { editor } from "../../words/playbooks.ts";
import { ChangeList } from "./change-list.tsx";
import type { Draft } from "./use-draft.ts";

const words = editor.handIn;

interface HandInDialogProps {
  name: string;
  draft: Draft;
  /** Nothing is lost any more by leaving. */
  onHanded(): void;
  onClose(): void;
}

export function HandInDialog({ name, draft: { source, test }, onHanded, onClose }: HandInDialogProps) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const handIn = useMutation({
    mutationFn: () =>
      call<{ number: number; changed: boolean }>("POST", "/v1/playbooks/submit", {
        ...{ source, file: "playbook.yaml" },
        ...(test.trim() === "" ? {} : { test }),
      }),
    onSuccess: ({ number, changed }) => {
      onHanded();
      onClose();
      void client.invalidateQueries({ queryKey: ["playbooks"] });
      addToast({ title: changed ? words.done(name, number) : words.same(name, number) });
      const search = { tab: "versions", version: String(number) };
      // After the question whether to leave has heard that nothing is lost.
      setTimeout(() => void navigate({ to: `/playbooks/${name}` as "/", search: search as never }), 0);
    },
  });
  return (
    <ConfirmReversal
      open
      wide
      onClose={onClose}
      title={words.title(name)}
      reversal={words.reversal}
      verb={words.verb}
      busy={handIn.isPending}
      error={handIn.error === null ? "" : problemOf(handIn.error).message}
      onConfirm={() => handIn.mutate()}
      fields={<ChangeList request={{ name, source }} />}
    >
      {words.does}
    </ConfirmReversal>
  );
}
