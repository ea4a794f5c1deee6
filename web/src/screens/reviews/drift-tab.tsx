/** What has changed without anybody changing it, newest first, each with the review that asks about it. */
import { Link } from "@tanstack/react-router";
import type { Drift } from "../../../../src/api/contract/drift.ts";
import { usePages } from "../../api/pages.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows, type RowsColumn } from "../../ui/rows.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { drift as words } from "../../words/reviews.ts";

const COLUMNS: RowsColumn<Drift>[] = [
  {
    key: "what",
    title: words.what,
    cell: ({ kind, name }) => (
      <>
        <span className="font-medium">{name}</span> <span className="text-muted">· {words.kinds[kind]}</span>
      </>
    ),
  },
  { key: "text", title: "", cell: ({ text }) => <Defanged text={text} /> },
  { key: "since", title: words.since, cell: ({ since }) => <Time at={since} /> },
  { key: "noticed", title: words.noticed, cell: ({ noticedAt }) => <Time at={noticedAt} /> },
  {
    key: "review",
    title: words.review,
    right: true,
    cell: ({ reviewId }) => (
      <Link
        to={"/reviews" as "/"}
        search={{ id: reviewId, status: "all" } as never}
        className="text-accent underline-offset-2 hover:underline"
      >
        {words.open}
      </Link>
    ),
  },
];

export function DriftTab() {
  const { rows, error, refetch, ...pages } = usePages<Drift>(["drifts"], "/v1/drifts");
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (rows === undefined) return <Loading what={words.loading} />;
  if (rows.length === 0) return <EmptyState title={words.none}>{words.noneHint}</EmptyState>;
  return (
    <Section title={words.list}>
      <Rows label={words.list} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
      <More {...pages} />
    </Section>
  );
}
