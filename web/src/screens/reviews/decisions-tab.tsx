/** What people decided: in force unless asked for others. */
import type { Decision } from "../../../../src/model/decision.ts";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { Badge } from "../../ui/badge.tsx";
import { Defanged } from "../../ui/defanged.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { More } from "../../ui/more.tsx";
import { optionsOf } from "../../ui/select.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { RowTime } from "../../ui/time.tsx";
import { decisions as words } from "../../words/reviews.ts";
import { DecisionDetail } from "./decision-detail.tsx";
import { Filters } from "./filters.tsx";

export function DecisionsTab() {
  const [{ id = "", kind = "", status = "" }, setAddress] = useAddress();
  const query = { kind, status: status === "all" ? "" : status || "in-force" };
  const { rows, error, refetch, ...pages } = usePages<Decision>(["decisions"], "/v1/decisions", query);
  const head = (
    <Filters
      status={{
        label: words.status,
        value: status || "in-force",
        options: optionsOf({ ...words.statuses, all: words.all }),
      }}
      kind={{ label: words.kind, value: kind || "any", options: optionsOf({ any: words.anyKind, ...words.kinds }) }}
    />
  );
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (rows === undefined) return <Loading what={words.loading} />;
  if (rows.length === 0 && id === "")
    return (
      <>
        {head}
        <EmptyState title={words.none}>{words.noneHint}</EmptyState>
      </>
    );
  return (
    <div className="flex h-full min-h-0">
      <ListDetail
        label={words.list}
        head={head}
        rows={rows}
        rowKey={(decision) => decision.id}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={(decision) => <DecisionRow decision={decision} />}
        detail={(key) => <DecisionDetail key={key} id={key} />}
        foot={<More {...pages} />}
      />
    </div>
  );
}

function DecisionRow({ decision: { kind, what, by, at, until } }: { decision: Decision }) {
  return (
    <span className="block">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">
          <Defanged text={what} />
        </span>
        <Badge>{words.kinds[kind]}</Badge>
      </span>
      <span className="flex gap-2 text-xs text-muted">
        <span className="min-w-0 flex-1 truncate">
          {by} · <RowTime at={at} />
        </span>
        {until !== null && (
          <span>
            {words.until} <RowTime at={until} />
          </span>
        )}
      </span>
    </span>
  );
}
