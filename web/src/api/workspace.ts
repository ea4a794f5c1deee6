/** From one workspace to another: nothing that was read of the one is shown in the other, in this window or in another of the same browser. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Me } from "../../../src/api/contract/session.ts";
import { call } from "./client.ts";

let opened: BroadcastChannel | undefined;
const here = new Set<() => void>();

/** One for the whole window: a channel does not hear what it says itself. */
function channel(): BroadcastChannel {
  opened ??= new BroadcastChannel("cordon.workspace");
  return opened;
}

export function useWorkspaceChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (workspace: string) => call<Me>("POST", "/v1/session/workspace", { workspace }),
    onSuccess: ({ workspace }) => {
      // They share the session, and would go on with what is in no workspace of theirs any more.
      channel().postMessage(workspace.name);
      for (const watcher of here) watcher();
      return client.resetQueries();
    },
  });
}

/** Calls back with the workspace's name when another window of this browser went to it. */
export function onChangeElsewhere(changed: (workspace: string) => void): () => void {
  const heard = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") changed(data);
  };
  channel().addEventListener("message", heard);
  return () => channel().removeEventListener("message", heard);
}

/** Calls back when this window itself went to a workspace, or came back to the one it shows. */
export function onChangeHere(changed: () => void): () => void {
  here.add(changed);
  return () => void here.delete(changed);
}
