/** Reviews of all playbooks that ran, now rather than at the end of the week. */
import { RefreshCw } from "lucide-react";
import type { Review } from "../../../../src/api/contract/review.ts";
import { useChange } from "../../api/change.ts";
import { call } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { reviews as words } from "../../words/reviews.ts";

export function RunButton() {
  const { data: me } = useMe();
  const run = useChange({
    send: () => call<{ items: Review[] }>("POST", "/v1/reviews", {}),
    touches: ["reviews"],
    said: ({ items }) => words.runDone(items.length),
  });
  if (!can(me, "postReviews")) return null;
  return (
    <>
      {run.error !== null && <span className="text-danger">{problemOf(run.error).message}</span>}
      <Button busy={run.isPending} icon={<RefreshCw className="size-3.5" aria-hidden />} onClick={() => run.mutate()}>
        {words.run}
      </Button>
    </>
  );
}
