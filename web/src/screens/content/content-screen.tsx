/** A screen of content that is in force as files; what to say when there is none. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../../api/problem.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { content } from "../../words/content.ts";

interface ContentScreenProps<T> {
  queryKey: readonly string[];
  read(signal: AbortSignal): Promise<T>;
  words: { title: string; none: string; noneHint: string };
  /** Made anew for another version. */
  children(version: T): ReactNode;
}

export function ContentScreen<T extends { number: number }>(props: ContentScreenProps<T>) {
  const { words } = props;
  const { data, error, refetch } = useQuery({
    queryKey: props.queryKey,
    queryFn: ({ signal }) => props.read(signal),
  });
  if (data !== undefined) return props.children(data);
  return (
    <Page title={words.title}>
      {error === null && <Loading what={content.loading} lines={14} />}
      {error !== null &&
        (error instanceof ApiError && error.status === 404 ? (
          <EmptyState title={words.none}>{words.noneHint}</EmptyState>
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ))}
    </Page>
  );
}
