/** Saved views: which there are, whose they are, and what they keep. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SavedView } from "../../../../src/api/contract/query.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { queryClient } from "../../api/query-client.ts";
import { can, useMe } from "../../api/session.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows, type RowsColumn } from "../../ui/rows.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { addToast } from "../../ui/toast-list.ts";
import { views as words } from "../../words/settings.ts";
import { asNew, moveView } from "./move-view.ts";
import { RenameView } from "./rename-view.tsx";

const COLUMNS: RowsColumn<SavedView>[] = [
  { key: "name", title: words.name, cell: ({ name }) => <span className="font-medium">{name}</span> },
  { key: "kind", title: words.kind, cell: ({ kind }) => words.kinds[kind] },
  { key: "what", title: words.what, cell: ({ filter, q }) => <Kept text={[filter, q].filter(Boolean).join(" · ")} /> },
  {
    key: "whose",
    title: words.whose,
    cell: ({ shared }) => <Badge tone={shared ? "info" : "quiet"}>{shared ? words.shared : words.own}</Badge>,
  },
  { key: "changed", title: words.changed, cell: ({ updatedAt }) => <Time at={updatedAt} /> },
  { key: "act", title: "", right: true, cell: (view) => <Actions view={view} /> },
];

export function ViewsTab() {
  const { data, error, refetch } = useQuery({
    queryKey: ["views", "all"],
    queryFn: ({ signal }) => read<{ items: SavedView[] }>("/v1/views", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} lines={4} />;
  if (data.items.length === 0) return <EmptyState title={words.none}>{words.noneHint}</EmptyState>;
  return (
    <Section title={words.list}>
      <Rows label={words.list} columns={COLUMNS} rows={data.items} rowKey={({ id }) => id} />
    </Section>
  );
}

function Kept({ text }: { text: string }) {
  return text === "" ? <span className="text-muted">{words.everything}</span> : <Code label={words.what} text={text} />;
}

function Actions({ view }: { view: SavedView }) {
  const { data: me } = useMe();
  const [renaming, setRenaming] = useState(false);
  const share = useChange({
    send: (shared: boolean) => moveView(view, { shared }),
    touches: ["views"],
    said: (_answer, shared) => words.moved(view.name, shared),
  });
  const remove = useRemove(view);
  if (!can(me, "deleteViewsId")) return null;
  const failed = share.error ?? remove.error;
  return (
    <span className="inline-flex gap-1">
      <Button look="quiet" aria-label={words.renameLabel(view.name)} onClick={() => setRenaming(true)}>
        {words.rename}
      </Button>
      <Button
        look="quiet"
        aria-label={view.shared ? words.keepLabel(view.name) : words.shareLabel(view.name)}
        busy={share.isPending}
        onClick={() => share.mutate(!view.shared)}
      >
        {view.shared ? words.keep : words.share}
      </Button>
      <Button look="quiet" aria-label={words.removeLabel(view.name)} onClick={() => remove.mutate()}>
        {words.remove}
      </Button>
      {failed !== null && (
        <span role="alert" className="text-danger">
          {problemOf(failed).message}
        </span>
      )}
      {renaming && <RenameView view={view} onClose={() => setRenaming(false)} />}
    </span>
  );
}

/** A removed view comes back as it was. */
function useRemove(view: SavedView) {
  const undo = () =>
    void call("POST", "/v1/views", asNew(view)).then(() => queryClient.invalidateQueries({ queryKey: ["views"] }));
  return useChange({
    send: () => call("DELETE", `/v1/views/${view.id}`),
    touches: ["views"],
    after: () => addToast({ title: words.removed(view.name), undo }),
  });
}
