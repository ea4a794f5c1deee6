/** From one workspace to another: nothing that was read of the one is shown in the other. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Me } from "../../../src/api/contract/session.ts";
import { call } from "./client.ts";

export function useWorkspaceChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (workspace: string) => call<Me>("POST", "/v1/session/workspace", { workspace }),
    onSuccess: () => client.resetQueries(),
  });
}
