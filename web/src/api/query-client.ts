/** What was read, kept while it is shown and read again when it changed. */
import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./problem.ts";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The server tells what changed; reading again without being told is for what nobody tells.
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500),
      refetchOnWindowFocus: true,
    },
  },
});
