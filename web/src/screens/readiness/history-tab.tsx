/** The days on which a level changed, and which way. */
import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReadinessHistory } from "../../../../src/api/contract/readiness.ts";
import { read } from "../../api/client.ts";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { readiness as words } from "../../words/readiness.ts";
import type { Dimension } from "./dimension-card.tsx";

export function HistoryTab({ dimensions }: { dimensions: readonly Dimension[] }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["readiness-history"],
    queryFn: ({ signal }) => read<ReadinessHistory>("/v1/readiness/history", {}, signal),
  });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={words.loading} lines={4} />;
  if (data.items.length === 0) return <EmptyState title={words.noDays}>{words.noDaysHint}</EmptyState>;
  const rows = data.items.map((item, place) => ({ ...item, before: data.items[place + 1]?.levels }));
  return (
    <Section title={words.tabs.history}>
      <Rows
        label={words.tabs.history}
        rows={rows}
        rowKey={({ day }) => day}
        columns={[
          { key: "day", title: words.day, cell: ({ day }) => day },
          ...dimensions.map(({ id, title }) => ({
            key: id,
            title,
            right: true,
            cell: ({ levels, before }: (typeof rows)[number]) => <Level now={levels[id]} before={before?.[id]} />,
          })),
        ]}
      />
    </Section>
  );
}

function Level({ now, before }: { now: number | undefined; before: number | undefined }) {
  if (now === undefined) return null;
  if (before === undefined || before === now) return now;
  const [Icon, word, colour] =
    now > before ? ([ArrowUp, words.up, "text-good"] as const) : ([ArrowDown, words.down, "text-danger"] as const);
  return (
    <span className={`inline-flex items-center gap-1 font-medium ${colour}`}>
      <Icon className="size-3" aria-hidden />
      <span className="sr-only">{word}</span>
      {now}
    </span>
  );
}
