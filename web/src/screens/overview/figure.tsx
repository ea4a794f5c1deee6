/** One figure of a period: the picture of it once it is there, and why not until then. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Query, read } from "../../api/client.ts";
import { Section } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { overview as words } from "../../words/overview.ts";

interface FigureProps<T> {
  path: `/v1/${string}`;
  query: Query;
  title: string;
  /** Beside the title, also while there is nothing to see. */
  actions?: ReactNode;
  /** Why there is nothing to draw; empty when there is. */
  none(figure: T): string;
  children(figure: T): ReactNode;
}

export function Figure<T>({ path, query, title, actions, none, children }: FigureProps<T>) {
  const { data, error, refetch } = useQuery({
    queryKey: ["figures", path, query],
    queryFn: ({ signal }) => read<T>(path, query, signal),
  });
  const why = data === undefined ? "" : none(data);
  if (data !== undefined && why === "") return children(data);
  return (
    <Section title={title} actions={actions}>
      {/* As tall as a sentence and most pictures. */}
      <div className="min-h-72">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <Loading what={words.loading} lines={6} />}
        {why !== "" && <EmptyState title={words.none(why)} />}
      </div>
    </Section>
  );
}
