/** Every run, newest first, narrowed down by state, playbook and whether it responds or only shows. */
import { useNavigate } from "@tanstack/react-router";
import { Workflow } from "lucide-react";
import { useMemo } from "react";
import type { RunView } from "../../../../src/api/contract/run.ts";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { useKeys } from "../../app/keys.ts";
import { useMarks } from "../../ui/marks.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { Table } from "../../ui/table.tsx";
import { playbooks } from "../../words/playbooks.ts";
import { runs as words } from "../../words/runs.ts";
import { ui } from "../../words/ui.ts";
import { runColumns } from "./run-columns.tsx";
import { RunFilters } from "./run-filters.tsx";

export default function RunsScreen() {
  const [{ status = "", playbook = "", shadow = "" }] = useAddress();
  const list = usePages<RunView>(["runs"], "/v1/runs", { status, playbook, shadow });
  const marks = useMarks();
  const navigate = useNavigate();
  const columns = useMemo(runColumns, []);
  const { rows } = list;
  const move = (by: number) => marks.moveTo(marks.cursor() + by);
  const open = (run: RunView | undefined) => run !== undefined && void navigate({ to: `/runs/${run.id}` as "/" });
  useKeys(words.title, [
    { keys: "j", words: ui.next, run: () => move(1) },
    { keys: "k", words: ui.previous, run: () => move(-1) },
    { keys: "arrowdown", words: ui.next, run: () => move(1) },
    { keys: "arrowup", words: ui.previous, run: () => move(-1) },
    { keys: "enter", words: playbooks.keys.open, run: () => open(rows?.find(({ id }) => id === marks.current())) },
  ]);
  return (
    <Page title={words.title}>
      <RunFilters />
      <div className="@container flex min-h-0 flex-1 flex-col bg-panel">
        {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.error === null && rows === undefined && <Loading what={words.loading} lines={14} />}
        {rows?.length === 0 && (
          <EmptyState icon={<Workflow className="size-8" aria-hidden />} title={words.none}>
            {words.noneHint}
          </EmptyState>
        )}
        {rows !== undefined && rows.length > 0 && (
          <Table<RunView>
            label={words.label}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            marks={marks}
            onOpen={open}
            onEnd={() => list.hasNextPage && !list.isFetchingNextPage && void list.fetchNextPage()}
          />
        )}
      </div>
    </Page>
  );
}
