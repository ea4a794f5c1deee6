import { RefusedError } from "../../errors.ts";
import { reviewNow } from "../../measure/calendar-review.ts";
import { transaction } from "../../store/database.ts";
import { readReview } from "../../store/review-read.ts";
import { Review as answer } from "../contract/review.ts";
import type { ApiDeps } from "../deps.ts";
import { ENGINEERS, type Route, route } from "../door.ts";

const tag = "reviews";

/** The yearly review of policies, ahead of its time; it is listed and answered with the other reviews. */
export function policyReviewRoute({ database, clock }: ApiDeps): Route {
  const summary = "Write this year's review of policies and taxonomy now";
  return route(
    { method: "post", path: "/v1/policy-reviews", tag, summary, needs: ENGINEERS, status: 201, answer },
    ({ caller: { workspaceId }, actor: by }) =>
      transaction(database.system, async (client) => {
        const id = await reviewNow(client, workspaceId, "policies", { by, now: clock.now() });
        if (id === null) throw new RefusedError("api.conflict", "This year's review of policies is there already.");
        return readReview(client, workspaceId, id);
      }),
  );
}
