/** The rows of the queue: pages as they are scrolled to, kept up to date row by row, so that nothing jumps while somebody reads. */
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { Change } from "../../../../src/api/contract/event.ts";
import type { IncidentSummary } from "../../../../src/api/contract/incident.ts";
import { type Query, read } from "../../api/client.ts";
import { gathered } from "../../api/gathered.ts";
import { onChanges } from "../../api/live.ts";
import { freshened, idsToFreshen } from "./freshened.ts";

export interface IncidentPage {
  items: IncidentSummary[];
  next: string | null;
}

const PAGE = 100;

export interface IncidentRows {
  rows: readonly IncidentSummary[];
  isPending: boolean;
  error: Error | null;
  refetch(): unknown;
  /** The next page; null while it comes, and where there is none. */
  more: (() => unknown) | null;
}

/** The same until something of it is another. */
export function useIncidentRows(query: Query): IncidentRows {
  const client = useQueryClient();
  const key = useMemo(() => ["queue", query], [query]);
  const result = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      read<IncidentPage>("/v1/incidents", { ...query, limit: PAGE, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    const freshen = async (changes: readonly Change[]) => {
      const shown = client.getQueryData<InfiniteData<IncidentPage>>(key)?.pages.flatMap((page) => page.items) ?? [];
      const fresh = await freshRows(query, idsToFreshen(changes, shown));
      client.setQueryData<InfiniteData<IncidentPage>>(key, (data) => data && freshened(data, fresh));
    };
    // Nobody tells of these changes again: what is shown is old until it is read anew, as it is when somebody comes back to it.
    const old = () => void client.invalidateQueries({ queryKey: key, refetchType: "none" });
    return onChanges(gathered(freshen, old));
  }, [client, key, query]);
  const { data, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = result;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const more = hasNextPage && !isFetchingNextPage ? fetchNextPage : null;
  return useMemo(() => ({ rows, isPending, error, refetch, more }), [rows, isPending, error, refetch, more]);
}

/** The newest page and the rows that changed, as they are now. */
async function freshRows(query: Query, { ids, first }: ReturnType<typeof idsToFreshen>) {
  const among = { filter: `id in [${ids.map((id) => JSON.stringify(id)).join(", ")}]`, limit: PAGE };
  const [newest, changed] = await Promise.all([
    first && query.sort !== "oldest" ? read<IncidentPage>("/v1/incidents", { ...query, limit: PAGE }) : null,
    ids.length === 0 ? null : read<IncidentPage>("/v1/incidents", among),
  ]);
  return { newest, changed: changed?.items ?? [] };
}
