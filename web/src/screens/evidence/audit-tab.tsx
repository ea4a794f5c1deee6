/** The log, newest first, narrowed down by what stands in the address; the entry that is chosen beside it. */

import { useQuery } from "@tanstack/react-query";
import type { AuditEntry } from "../../../../src/api/contract/audit.ts";
import { read } from "../../api/client.ts";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { actionWords } from "../../ui/action-words.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { More } from "../../ui/more.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { RowTime } from "../../ui/time.tsx";
import { evidence } from "../../words/evidence.ts";
import { periodFrom } from "../overview/period-from.ts";
import { AuditFilter } from "./audit-filter.tsx";
import { cursorBehind } from "./entry-before.ts";
import { EntryDetail } from "./entry-detail.tsx";
import { useSubjectName } from "./subject-name.ts";

const words = evidence.audit;

export function AuditTab() {
  const [{ id = "", actor, action, subjectType, subjectId, days = "" }, setAddress] = useAddress();
  const from = days in words.sinces && days !== "" ? periodFrom(Number(days), Date.now()) : undefined;
  const query = { actor, action, subjectType, subjectId, from };
  const { rows, error, refetch, ...pages } = usePages<AuditEntry>(["audit"], "/v1/audit", query);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <AuditFilter />
      {rows === undefined && <Loading what={words.loading} />}
      {rows?.length === 0 && <EmptyState title={words.none}>{words.noneHint}</EmptyState>}
      {rows !== undefined && rows.length > 0 && (
        <ListDetail
          label={words.list}
          rows={rows}
          rowKey={(entry) => entry.id}
          chosen={id}
          onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
          row={(entry) => <EntryRow entry={entry} />}
          detail={(key) => <DetailOf key={key} id={key} listed={rows.find((entry) => entry.id === key)} />}
          foot={<More {...pages} />}
        />
      )}
    </div>
  );
}

/** A link to an entry outlives its place in the list: one that is further down, or left out by the filter, is read by itself. */
function DetailOf({ id, listed }: { id: string; listed: AuditEntry | undefined }) {
  const cursor = cursorBehind(id);
  const { data, error, refetch } = useQuery({
    queryKey: ["audit", "entry", id],
    enabled: listed === undefined && cursor !== null,
    queryFn: async ({ signal }) => {
      const page = await read<{ items: AuditEntry[] }>("/v1/audit", { cursor: cursor ?? "", limit: 1 }, signal);
      return page.items.find((entry) => entry.id === id) ?? null;
    },
  });
  const entry = listed ?? data;
  if (entry) return <EntryDetail entry={entry} />;
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (entry === undefined && cursor !== null) return <Loading what={words.loadingEntry} />;
  return <EmptyState title={words.gone(id)}>{words.goneHint}</EmptyState>;
}

function EntryRow({ entry }: { entry: AuditEntry }) {
  const { at, actor, action } = entry;
  const about = useSubjectName()(entry);
  return (
    <span className="block">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">
          <Defanged text={actionWords(action)} />
        </span>
        <span className="text-xs text-muted">
          <RowTime at={at} />
        </span>
      </span>
      <span className="block truncate text-xs text-muted">
        <Defanged text={actorName(actor)} /> · <Defanged text={about} />
      </span>
    </span>
  );
}
