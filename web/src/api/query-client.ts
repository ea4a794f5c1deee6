/** What was read, kept while it is shown and read again when it changed. */
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./problem.ts";

/** The server could not be asked, or had no answer: that says nothing of what was read before. */
export function isAway(error: unknown): boolean {
  return !(error instanceof ApiError && error.status < 500);
}

export function newQueryClient(): QueryClient {
  const queryCache = new QueryCache({
    // What is shown, and what somebody is writing in it, stays while the server is away; that it may be old is said beside it, and it is read anew afterwards.
    onError(error, query) {
      if (query.state.data !== undefined && isAway(error))
        query.setState({ ...query.state, status: "success", error: null, isInvalidated: true });
    },
  });
  return new QueryClient({
    queryCache,
    defaultOptions: {
      queries: {
        // The server tells what changed; reading again without being told is for what nobody tells.
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isAway(error),
        refetchOnWindowFocus: true,
      },
    },
  });
}

export const queryClient = newQueryClient();
