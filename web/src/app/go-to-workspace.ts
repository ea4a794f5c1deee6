/** Goes to another of one's workspaces, on the same screen; what is looked at here is not there. */
import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { problemOf } from "../api/problem.ts";
import { useWorkspaceChange } from "../api/workspace.ts";
import { addToast } from "../ui/toast-list.ts";
import { shell } from "../words/shell.ts";
import { screenOf } from "./workspace-address.ts";

export function useGoTo(): (id: string) => void {
  const router = useRouter();
  const { mutate } = useWorkspaceChange();
  return useCallback(
    (id) => {
      const top = Object.keys(router.routesByPath);
      const to = screenOf(router.state.location.pathname, top);
      // First away from here: a text that was changed asks before it is left.
      void router.navigate({ to, search: {} as never }).then(() => {
        if (router.state.location.pathname !== to) return;
        mutate(id, {
          onSuccess: ({ workspace }) => addToast({ title: shell.places.arrived(workspace.name) }),
          onError: (error) => addToast({ title: problemOf(error).message, tone: "bad" }),
        });
      });
    },
    [router, mutate],
  );
}
