/** What is connected, what needs to be looked at first. */
import { Plug } from "lucide-react";
import { useAddress } from "../../app/address.ts";
import { Button } from "../../ui/button.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { connections as words } from "../../words/connections.ts";
import { ConnectionDetail } from "./connection-detail.tsx";
import { ConnectionRow } from "./connection-row.tsx";
import { useWholeConnections } from "./use-connections.ts";
import { isGrave } from "./warnings.ts";

export function ConnectionList() {
  const [{ id = "" }, setAddress] = useAddress();
  const { rows, error, refetch } = useWholeConnections();
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (rows === undefined) return <Loading what={words.loading} />;
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<Plug className="size-8" aria-hidden />}
        title={words.none}
        action={
          <Button look="primary" onClick={() => setAddress({ tab: "catalogue" })}>
            {words.toCatalogue}
          </Button>
        }
      >
        {words.noneHint}
      </EmptyState>
    );
  const graves = (one: (typeof rows)[number]) => one.warnings.filter(isGrave).length;
  const ordered = rows.toSorted((a, b) => graves(b) - graves(a) || a.view.name.localeCompare(b.view.name));
  return (
    <div className="flex h-full min-h-0">
      <ListDetail
        label={words.list}
        rows={ordered}
        rowKey={({ view }) => view.name}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={(one) => <ConnectionRow whole={one} />}
        detail={(name) => {
          const found = rows.find(({ view }) => view.name === name);
          return found === undefined ? (
            <EmptyState title={words.gone(name)}>{words.goneHint}</EmptyState>
          ) : (
            <ConnectionDetail key={name} whole={found} />
          );
        }}
      />
    </div>
  );
}
