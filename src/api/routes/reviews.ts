import { RefusedError } from "../../errors.ts";
import { inWorkspace } from "../../store/database.ts";
import { answerReview } from "../../store/review.ts";
import { listReviews, readReview } from "../../store/review-read.ts";
import { notFound } from "../authenticate.ts";
import { idParams } from "../contract/page.ts";
import * as contract from "../contract/review.ts";
import type { ApiDeps } from "../deps.ts";
import { ANALYSTS, READERS, type Route, route } from "../door.ts";

const tag = "reviews";
const WEEK_MS = 7 * 86_400_000;

/** Reviews of how playbooks do: those written, one now, and what people concluded. */
export function reviewRoutes(deps: ApiDeps): Route[] {
  return [listOf(deps), readOne(deps), run(deps), answer(deps)];
}

function listOf({ database }: ApiDeps): Route {
  const { reviewQuery: query, ReviewPage: answer } = contract;
  return route(
    { method: "get", path: "/v1/reviews", tag, summary: "List reviews", needs: READERS, query, answer },
    ({ caller: { workspaceId }, query: { limit, cursor, ...filter } }) =>
      inWorkspace(database, workspaceId, (client) => listReviews(client, workspaceId, filter, { limit, cursor })),
  );
}

function readOne({ database }: ApiDeps): Route {
  const summary = "Read a review";
  return route(
    {
      method: "get",
      path: "/v1/reviews/{id}",
      tag,
      summary,
      needs: READERS,
      params: idParams,
      answer: contract.Review,
    },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const review = await inWorkspace(database, workspaceId, (client) => readReview(client, workspaceId, id));
      if (review === null) throw notFound("review", id);
      return review;
    },
  );
}

function run({ database, runReview, clock }: ApiDeps): Route {
  const summary = "Review one playbook, or all that ran, over a period";
  const { ReviewRun: body, ReviewList: answer } = contract;
  return route(
    { method: "post", path: "/v1/reviews", tag, summary, needs: [...ANALYSTS, "engineer"], body, status: 201, answer },
    async ({ caller: { workspaceId }, actor, body: { playbook, from, to } }) => {
      const end = to === undefined ? clock.now() : new Date(to);
      const start = from === undefined ? new Date(end.getTime() - WEEK_MS) : new Date(from);
      const ids = await runReview({ workspaceId, playbook, from: start, to: end, by: actor });
      const items = await inWorkspace(database, workspaceId, async (client) => {
        const reviews: unknown[] = [];
        for (const id of ids) reviews.push(await readReview(client, workspaceId, id));
        return reviews;
      });
      return { items };
    },
  );
}

function answer({ database }: ApiDeps): Route {
  const summary = "Answer a review: what was concluded from it, once";
  const { ReviewAnswer: body, Review } = contract;
  return route(
    {
      method: "post",
      path: "/v1/reviews/{id}/answer",
      tag,
      summary,
      needs: [...ANALYSTS, "engineer"],
      params: idParams,
      body,
      answer: Review,
    },
    ({ caller: { workspaceId }, actor, params: { id }, body: { text } }) =>
      inWorkspace(database, workspaceId, async (client) => {
        const answered = await answerReview(client, workspaceId, id, { text, by: actor });
        const review = (await readReview(client, workspaceId, id)) as contract.Review | null;
        if (review === null) throw notFound("review", id);
        if (answered) return review;
        if (review.status === "open")
          throw new RefusedError(
            "review.rows-open",
            "Rows of this review wait for an answer; it is closed after them. cordon access-review show tells which, keep and revoke answer them.",
          );
        throw new RefusedError("api.conflict", `The review was answered already, by ${review.answeredBy}.`);
      }),
  );
}
