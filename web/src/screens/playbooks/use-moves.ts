/** What moves a version on. Whatever it is, everything that is shown of playbooks is read again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { StandingVersion } from "../../../../src/api/contract/version.ts";
import type { Share } from "../../../../src/model/playbook-version.ts";
import { call } from "../../api/client.ts";
import { addToast } from "../../ui/toast.tsx";

export type Move =
  | { kind: "approve" | "reject"; number: number; comment: string }
  | { kind: "promote"; number: number; share: Share }
  | { kind: "rollback"; reason: string }
  | { kind: "retire"; number: number; reason: string };

/** `done`: what is said when it worked. */
export function useMove(name: string, done: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (move: Move) => call<StandingVersion>("POST", ...requestOf(name, move)),
    onSuccess: () => {
      addToast({ title: done });
      onDone();
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ["playbooks"] }),
  });
}

function requestOf(name: string, move: Move): [path: `/v1/${string}`, body: object] {
  const path = `/v1/playbooks/${encodeURIComponent(name)}` as const;
  switch (move.kind) {
    case "approve":
    case "reject":
      return [`${path}/versions/${move.number}/${move.kind}`, { comment: move.comment }];
    case "promote":
      return [`${path}/promote`, { version: move.number, share: move.share }];
    case "rollback":
      return [`${path}/rollback`, { reason: move.reason }];
    case "retire":
      return [`${path}/retire`, { version: move.number, reason: move.reason }];
  }
}
