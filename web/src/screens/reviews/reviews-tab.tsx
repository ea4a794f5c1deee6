/** Reviews, those that are due soonest first. */
import type { Review } from "../../../../src/api/contract/review.ts";
import { usePages } from "../../api/pages.ts";
import { useAddress } from "../../app/address.ts";
import { Badge } from "../../ui/badge.tsx";
import { ListDetail } from "../../ui/list-detail.tsx";
import { More } from "../../ui/more.tsx";
import { optionsOf } from "../../ui/select.tsx";
import { EmptyState, ErrorState, Loading } from "../../ui/states.tsx";
import { RowTime, useNow } from "../../ui/time.tsx";
import { reviews as words } from "../../words/reviews.ts";
import { aboutOf } from "./about-of.ts";
import { Filters } from "./filters.tsx";
import { ReviewDetail } from "./review-detail.tsx";

export function ReviewsTab() {
  const [{ id = "", kind = "", status = "" }, setAddress] = useAddress();
  const query = { kind, status: status === "all" ? "" : status || "open" };
  const { rows, error, refetch, ...pages } = usePages<Review>(["reviews"], "/v1/reviews", query);
  const head = (
    <Filters
      status={{ label: words.state, value: status || "open", options: optionsOf(words.states) }}
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
        rows={rows.toSorted(
          (a, b) => Number(a.answeredAt !== null) - Number(b.answeredAt !== null) || a.dueAt.localeCompare(b.dueAt),
        )}
        rowKey={(review) => review.id}
        chosen={id}
        onChoose={(to) => setAddress({ id: to }, { replace: id !== "" && to !== "" })}
        row={(review) => <ReviewRow review={review} />}
        detail={(key) => <ReviewDetail key={key} id={key} />}
        foot={<More {...pages} />}
      />
    </div>
  );
}

function ReviewRow({ review }: { review: Review }) {
  const { kind, dueAt, answeredAt, findings } = review;
  const now = useNow();
  const late = answeredAt === null && Date.parse(dueAt) < now;
  return (
    <span className="block">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{aboutOf(review)}</span>
        <Badge tone={kind === "drift" ? "violet" : "quiet"}>{words.kinds[kind]}</Badge>
      </span>
      <span className="flex items-center gap-2 text-xs text-muted">
        <span className="flex-1">{findings.length === 0 ? words.noFindings : words.findingCount(findings.length)}</span>
        <span className={late ? "font-medium text-danger" : ""}>
          {answeredAt !== null ? words.answered : late ? words.overdue : words.due} <RowTime at={answeredAt ?? dueAt} />
        </span>
      </span>
    </span>
  );
}
