/** Reviews, those that are due soonest first. */
import type { Review } from "../../../../src/api/contract/review.ts";
import { usePlaybookTitle } from "../../api/playbook-titles.ts";
import { Badge } from "../../ui/badge.tsx";
import { RowTime, useNow } from "../../ui/time.tsx";
import { reviews as words } from "../../words/reviews.ts";
import { aboutOf } from "./about-of.ts";
import { PagedList } from "./paged-list.tsx";
import { ReviewDetail } from "./review-detail.tsx";

const states = { label: words.state, words: words.states, usual: "open" };

export function ReviewsTab() {
  return (
    <PagedList<Review>
      path="/v1/reviews"
      queryKey="reviews"
      words={words}
      states={states}
      order={dueFirst}
      row={(review) => <ReviewRow review={review} />}
      detail={(id) => <ReviewDetail key={id} id={id} />}
    />
  );
}

/** What waits for an answer before what has one, and by the day it is due. */
function dueFirst(reviews: readonly Review[]): Review[] {
  return reviews.toSorted(
    (a, b) => Number(a.answeredAt !== null) - Number(b.answeredAt !== null) || a.dueAt.localeCompare(b.dueAt),
  );
}

function ReviewRow({ review }: { review: Review }) {
  const { kind, dueAt, answeredAt, findings } = review;
  const now = useNow();
  const late = answeredAt === null && Date.parse(dueAt) < now;
  return (
    <span className="block">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{aboutOf(review, usePlaybookTitle())}</span>
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
