/** Before files of content come in force: what they change, what they would have made of the past, and the way back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { addToast } from "../../ui/toast.tsx";
import { content } from "../../words/content.ts";
import { PlannedChanges } from "./planned-changes.tsx";
import type { DraftFiles } from "./use-files.ts";

export interface ForceWords {
  title: string;
  does: string;
  reversal: string;
  done(number: number): string;
}

interface ForceDialogProps {
  draft: DraftFiles;
  words: ForceWords;
  /** What it would have made of the past. */
  effect: ReactNode;
  onClose(): void;
}

export function ForceDialog({ draft: { what, files }, draft, words, effect, onClose }: ForceDialogProps) {
  const client = useQueryClient();
  const force = useMutation({
    mutationFn: (reason: string) =>
      call<{ number: number; changed: boolean }>("POST", `/v1/${what}`, { files, reason }),
    onSuccess: async ({ number, changed }) => {
      addToast({ title: changed ? words.done(number) : content.force.same });
      onClose();
      await client.invalidateQueries({ queryKey: [what] });
    },
  });
  return (
    <ConfirmReversal
      open
      wide
      onClose={onClose}
      title={words.title}
      reversal={words.reversal}
      verb={content.force.verb}
      reasonLabel={content.force.reason}
      busy={force.isPending}
      error={force.error === null ? "" : problemOf(force.error).message}
      onConfirm={(reason) => force.mutate(reason)}
      fields={
        <>
          <PlannedChanges draft={draft} />
          <div
            className="-mx-4 my-2 max-h-64 overflow-y-auto border-t border-line"
            role="group"
            tabIndex={0}
            aria-label={content.force.effect}
          >
            {effect}
          </div>
        </>
      }
    >
      {words.does}
    </ConfirmReversal>
  );
}
