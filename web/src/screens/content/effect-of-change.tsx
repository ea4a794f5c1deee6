/** What the text would have made of the last thirty days; looked at as soon as it stands still, and stopped when somebody wishes. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { content } from "../../words/content.ts";
import type { DraftFiles } from "./use-files.ts";

const words = content.effect;

export function EffectOfChange<T>({ draft, children }: { draft: DraftFiles; children(effect: T): ReactNode }) {
  const { what, files, sound, changed } = draft;
  const client = useQueryClient();
  const queryKey = ["effect-of-change", what, files];
  const { data, error, isFetching, refetch } = useQuery({
    queryKey,
    enabled: sound && changed,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => call<T>("POST", `/v1/${what}/effect`, { files }, signal),
  });
  if (!changed) return <EmptyState title={words.same}>{words.sameHint}</EmptyState>;
  if (data !== undefined) return children(data);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isFetching)
    return (
      <>
        <Loading what={words.loading} lines={5} />
        <div className="px-4">
          <Button onClick={() => void client.cancelQueries({ queryKey })}>{words.stop}</Button>
        </div>
      </>
    );
  if (!sound)
    return draft.checking ? <Loading what={words.loading} lines={5} /> : <EmptyState title={words.findings} />;
  return <EmptyState title={words.stopped} action={<Button onClick={() => void refetch()}>{words.again}</Button>} />;
}
