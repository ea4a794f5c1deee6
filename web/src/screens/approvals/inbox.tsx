/** One list of the inbox beside the chosen one; which, is in the address. */
import { Inbox as Icon } from "lucide-react";
import type { ReactNode } from "react";
import type { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { ListDetail } from "../../ui/list-detail.tsx";
import { More } from "../../ui/more.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";

interface InboxProps<T> {
  label: string;
  pages: ReturnType<typeof usePages<T>>;
  /** What is said when there are none: that, and why. */
  empty: readonly [title: string, hint: string];
  row(row: T): ReactNode;
  detail(id: string): ReactNode;
}

export function Inbox<T extends { id: string }>({ label, pages, empty: [title, hint], row, detail }: InboxProps<T>) {
  const [{ id = "" }, setAddress] = useAddress();
  if (pages.error !== null) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  if (pages.rows === undefined) return <Loading what={label} />;
  if (pages.rows.length === 0 && id === "")
    return (
      <EmptyState icon={<Icon className="size-8" aria-hidden />} title={title}>
        {hint}
      </EmptyState>
    );
  return (
    <div className="flex h-full min-h-0">
      <ListDetail
        stays
        label={label}
        rows={pages.rows}
        rowKey={(one) => one.id}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={row}
        detail={detail}
        foot={<More {...pages} />}
      />
    </div>
  );
}
