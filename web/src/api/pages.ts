/** A list that is read page by page. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { type Query, read } from "./client.ts";

interface PageOf<T> {
  items: T[];
  next: string | null;
}

/** All rows that were read so far, and how to read more; undefined before the first page. */
export function usePages<T>(queryKey: readonly string[], path: `/v1/${string}`, query: Query = {}) {
  const pages = useInfiniteQuery({
    queryKey: [...queryKey, query],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => read<PageOf<T>>(path, { ...query, cursor: pageParam }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return { ...pages, rows: pages.data?.pages.flatMap(({ items }) => items) };
}
