/** The rows of an access review: who holds what, and whether they are to keep it. */

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AccessReview } from "../../../../src/api/contract/access-review.ts";
import type { AccessRow } from "../../../../src/model/access-review.ts";
import { useChange } from "../../api/change.ts";
import { call, read } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { can, useMe } from "../../api/session.ts";
import { actorName } from "../../ui/actor-name.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmReversal } from "../../ui/confirm-reversal.tsx";
import { Section } from "../../ui/page.tsx";
import { Rows } from "../../ui/rows.tsx";
import { Time } from "../../ui/time.tsx";
import { access as words } from "../../words/reviews.ts";
import { roles as roleWords } from "../../words/scales.ts";
import { settings } from "../../words/settings.ts";

export function AccessRows({ id }: { id: string }) {
  const { data: me } = useMe();
  const admin = can(me, "getAccessReviewsId");
  const { data } = useQuery({
    queryKey: ["access-review", id],
    queryFn: ({ signal }) => read<AccessReview>(`/v1/access-reviews/${id}`, {}, signal),
    enabled: admin,
  });
  if (data === undefined) return null;
  const left = data.rows.filter(({ answer }) => answer === null).length;
  return (
    <Section title={words.rows}>
      {left > 0 && <p className="pb-1 text-muted">{words.left(left)}</p>}
      <Rows
        label={words.rows}
        rows={data.rows}
        rowKey={({ kind, subject }) => `${kind} ${subject}`}
        columns={[
          { key: "holder", title: words.holder, cell: (row) => <Holder row={row} /> },
          { key: "roles", title: settings.roles, cell: ({ roles }) => roles.map((role) => roleWords[role]).join(", ") },
          {
            key: "used",
            title: words.used,
            cell: ({ lastUsedAt }) => (lastUsedAt === null ? words.never : <Time at={lastUsedAt} />),
          },
          { key: "answer", title: "", right: true, cell: (row) => <RowAnswer review={id} row={row} /> },
        ]}
      />
    </Section>
  );
}

function Holder({ row: { kind, holder, note } }: { row: AccessRow }) {
  return (
    <>
      <span className="font-medium">{holder}</span>{" "}
      <span className="text-muted">
        · {words.kinds[kind]} {note}
      </span>
    </>
  );
}

function RowAnswer({ review, row }: { review: string; row: AccessRow }) {
  const { kind, subject, holder, answer, answeredBy } = row;
  const [asked, setAsked] = useState<"keep" | "revoke" | null>(null);
  const send = useChange({
    send: (reason: string) =>
      call("POST", `/v1/access-reviews/${review}/answers`, { answers: [{ kind, subject, answer: asked, reason }] }),
    touches: ["access-review", "people", "tokens"],
    said: () => words.done,
    after: () => setAsked(null),
  });
  if (answer !== null)
    return (
      <span title={actorName(answeredBy ?? "")}>
        <Badge tone={answer === "keep" ? "good" : "danger"}>{words.answers[answer]}</Badge>
      </span>
    );
  const keeps = asked === "keep";
  return (
    <>
      <Button look="quiet" aria-label={words.keepLabel(holder)} onClick={() => setAsked("keep")}>
        {words.keep}
      </Button>
      <Button look="quiet" aria-label={words.revokeLabel(holder)} onClick={() => setAsked("revoke")}>
        {words.revoke}
      </Button>
      <ConfirmReversal
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={keeps ? words.keepTitle(holder) : words.revokeTitle(holder)}
        reversal={keeps ? null : words.revokeBack}
        verb={keeps ? words.keep : words.revoke}
        reasonLabel={words.reason}
        busy={send.isPending}
        error={send.error === null ? "" : problemOf(send.error).message}
        onConfirm={(reason) => send.mutate(reason)}
      >
        {keeps ? words.keepHint : words.revokeHint}
      </ConfirmReversal>
    </>
  );
}
