/** Records of one kind, read page by page under filters by state and kind, the chosen one beside them. */
import type { ReactNode } from "react";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { ListDetail } from "../../ui/list-detail.tsx";
import { More } from "../../ui/more.tsx";
import { optionsOf } from "../../ui/select.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Filters } from "./filters.tsx";

interface PagedListProps<T> {
  path: `/v1/${string}`;
  queryKey: string;
  words: {
    list: string;
    loading: string;
    none: string;
    noneHint: string;
    kind: string;
    anyKind: string;
    kinds: Record<string, string>;
  };
  /** The states one can ask for; that of nobody's choosing is `usual`, and "all" asks for any. */
  states: { label: string; words: Record<string, string>; usual: string };
  /** How those that were read stand; as they came when there is nothing to say about it. */
  order?(rows: readonly T[]): readonly T[];
  row(row: T): ReactNode;
  detail(id: string): ReactNode;
}

export function PagedList<T extends { id: string }>(props: PagedListProps<T>) {
  const { words, states } = props;
  const [{ id = "", kind = "", status = "" }, setAddress] = useAddress();
  const state = status || states.usual;
  const query = { kind, status: state === "all" ? "" : state };
  const { rows, error, refetch, ...pages } = usePages<T>([props.queryKey], props.path, query);
  const head = (
    <Filters
      status={{ label: states.label, value: state, options: optionsOf(states.words) }}
      kind={{ label: words.kind, value: kind || "any", options: optionsOf({ any: words.anyKind, ...words.kinds }) }}
    />
  );
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex h-full min-h-0">
      <ListDetail
        label={words.list}
        head={head}
        of={`${state} ${kind}`}
        loading={words.loading}
        rows={rows === undefined ? undefined : (props.order?.(rows) ?? rows)}
        rowKey={(row) => row.id}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={props.row}
        detail={props.detail}
        none={<EmptyState title={words.none}>{words.noneHint}</EmptyState>}
        foot={<More {...pages} />}
      />
    </div>
  );
}
