/** What came and could not be read: why, the message itself, and reading it again. */
import { FileCheck } from "lucide-react";
import type { Quarantined } from "../../../../src/api/contract/alert.ts";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { More } from "../../ui/more.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { RowTime } from "../../ui/time.tsx";
import { quarantine as words } from "../../words/connections.ts";
import { QuarantineDetail } from "./quarantine-detail.tsx";

export function QuarantineList() {
  const [{ id = "", connection = "" }, setAddress] = useAddress();
  const held = usePages<Quarantined>(["quarantine"], "/v1/quarantine", { connection });
  if (held.error !== null) return <ErrorState error={held.error} onRetry={() => void held.refetch()} />;
  if (held.rows === undefined) return <Loading what={words.loading} />;
  if (held.rows.length === 0 && id === "")
    return (
      <EmptyState icon={<FileCheck className="size-8" aria-hidden />} title={words.none}>
        {words.noneHint}
      </EmptyState>
    );
  return (
    <div className="flex h-full min-h-0">
      <ListDetail
        label={words.list}
        rows={held.rows}
        rowKey={(one) => one.id}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={(one) => (
          <span className="flex flex-col gap-0.5">
            <span className="line-clamp-2">
              <Defanged text={one.reason} />
            </span>
            <span className="flex gap-3 text-xs text-muted">
              <span className="truncate">{one.connection}</span> <RowTime at={one.at} />
            </span>
          </span>
        )}
        detail={(one) => <QuarantineDetail key={one} id={one} />}
        foot={<More {...held} />}
      />
    </div>
  );
}
