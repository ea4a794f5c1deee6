/** What came, newest first, whatever became of it. */
import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import type { Delivery } from "../../../../src/api/contract/delivery.ts";
import { read } from "../../api/client.ts";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { Badge } from "../../ui/badge.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { More } from "../../ui/more.tsx";
import { Select } from "../../ui/select.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { RowTime } from "../../ui/time.tsx";
import { deliveries as words } from "../../words/connections.ts";
import { DeliveryDetail } from "./delivery-detail.tsx";

export function DeliveryList() {
  const [{ id = "", connection = "", unread = "" }, setAddress] = useAddress();
  const came = usePages<Delivery>(["deliveries"], "/v1/deliveries", { connection, unread });
  if (came.error !== null) return <ErrorState error={came.error} onRetry={() => void came.refetch()} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <DeliveryFilter />
      {came.rows?.length === 0 && id === "" ? (
        <EmptyState icon={<Inbox className="size-8" aria-hidden />} title={words.none} action={<More {...came} />}>
          {words.noneHint}
        </EmptyState>
      ) : (
        <ListDetail
          label={words.list}
          loading={words.loading}
          of={`${connection} ${unread}`}
          rows={came.rows}
          rowKey={(one) => one.id}
          chosen={id}
          onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
          row={(one) => <DeliveryRow delivery={one} />}
          detail={(one) => <DeliveryDetail key={one} id={one} delivery={came.rows?.find((row) => row.id === one)} />}
          foot={<More {...came} />}
        />
      )}
    </div>
  );
}

function DeliveryFilter() {
  const [{ connection = "", unread = "" }, setAddress] = useAddress();
  const { data } = useQuery({
    queryKey: ["connections"],
    queryFn: ({ signal }) => read<{ items: { name: string }[] }>("/v1/connections", {}, signal),
  });
  const named = (data?.items ?? []).map(({ name }) => ({ value: name, label: name }));
  return (
    <div className="flex flex-wrap gap-2 border-b border-line px-4 py-2">
      <span className="w-56">
        <Select
          label={words.connection}
          value={connection === "" ? ALL : connection}
          options={[{ value: ALL, label: words.everyConnection }, ...named]}
          onChange={(to) => setAddress({ connection: to === ALL ? "" : to, id: "" })}
        />
      </span>
      <span className="w-56">
        <Select
          label={words.what}
          value={unread === "true" ? "unread" : ALL}
          options={[
            { value: ALL, label: words.everything },
            { value: "unread", label: words.onlyUnread },
          ]}
          onChange={(to) => setAddress({ unread: to === ALL ? "" : "true", id: "" })}
        />
      </span>
    </div>
  );
}

/** No name of a connection: those have no space. */
const ALL = "all of them";

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { connection, receivedAt, bytes, alerts, duplicates, unread, held } = delivery;
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-center justify-between gap-3">
        <span className="truncate font-medium">{connection ?? words.goneConnection}</span>
        <span className="shrink-0 text-xs text-muted">
          <RowTime at={receivedAt} />
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-1.5">
        {alerts > 0 && <Badge tone="good">{words.alerts(alerts)}</Badge>}
        {duplicates > 0 && <Badge tone="quiet">{words.duplicates(duplicates)}</Badge>}
        {unread > 0 && <Badge tone={held > 0 ? "warn" : "quiet"}>{words.unread(unread, held)}</Badge>}
        {alerts + duplicates + unread === 0 && <Badge tone="quiet">{words.nothing}</Badge>}
        <span className="text-xs text-muted">{words.bytes(bytes)}</span>
      </span>
    </span>
  );
}
